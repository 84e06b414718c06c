import { Component, JsonFile, type Project } from "projen";
import { templatePackages } from "./template-package";

/** Says which packages the files were made by, for upgrades and for whoever counts repositories. */
export class TemplateStamp extends Component {
  static readonly PATH = ".projen/template.json";

  constructor(project: Project) {
    super(project);
    new JsonFile(project, TemplateStamp.PATH, { obj: templatePackages(project) });
  }
}
