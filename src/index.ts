export * from "./options";
export * from "./organisation/terraform-output";
export * from "./organisation/terraform-source";
export * from "./organisation/terraform-variable";
export * from "./organisation/text-file-edits";
export * from "./project";
