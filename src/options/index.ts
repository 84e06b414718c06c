export * from "./collector-options";
export * from "./gateway-options";
export * from "./preset";
export * from "./project-options";
export * from "./repository-options";
export * from "./sampling-options";
export * from "./terraform-options";
export * from "./xray-options";
