import { Component, JsonFile, type Project } from "projen";
import { STAMP_PATH, type Stamp } from "./stamp";
import { templatePackages } from "./template-package";

/** Says which packages made the files, for upgrades and for whoever counts repositories. */
export class TemplateStamp extends Component {
  constructor(project: Project) {
    super(project);
    const { template, all } = templatePackages(project);
    const packages = Object.fromEntries(all.map(({ name, version }) => [name, version]));
    new JsonFile(project, STAMP_PATH, { obj: { template: template.name, packages } satisfies Stamp });
  }
}
