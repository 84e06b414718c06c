/** What a GitHub workflow shows beside a file. */
export interface Annotation {
  /** Relative to the workspace, with slashes. */
  readonly file: string;
  readonly title: string;
  readonly message: string;
}

/**
 * The line that makes an error of it.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function errorAnnotation({ file, title, message }: Annotation): string {
  return `::error file=${property(file)},title=${property(title)}::${data(message)}`;
}

const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
