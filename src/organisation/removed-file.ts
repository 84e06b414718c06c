import type { FileBase, Project } from "projen";
import { SampleTemplate } from "../template";

/** Takes back what projen told git of a file when it was made, and takes samples away too. */
export function removeFile(project: Project, removed: FileBase | undefined, path: string): FileBase | undefined {
  if (removed) {
    project.gitignore.removePatterns(`!/${removed.path}`);
    project.gitattributes.removeAttributes(`/${removed.path}`, "linguist-generated");
  }
  for (const component of project.components) {
    if (component instanceof SampleTemplate && component.path === path) {
      component.node.scope?.node.tryRemoveChild(component.node.id);
    }
  }
  return removed;
}
