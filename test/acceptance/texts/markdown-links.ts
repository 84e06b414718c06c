import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** A link that leads nowhere. */
export interface BrokenLink {
  readonly page: string;
  readonly link: string;
  readonly why: string;
}

/** The links of a page to files and headings that are not there. Links to other sites are not followed. */
export function brokenLinks(page: string, exists: (path: string) => boolean): BrokenLink[] {
  return linksOf(prose(readFileSync(page, "utf8"))).flatMap((link) => {
    const [path, anchor] = link.split("#");
    const target = path === "" ? page : resolve(dirname(page), decodeURIComponent(path));
    if (!exists(target)) {
      return [{ page, link, why: "leads to no file" }];
    }
    if (anchor !== undefined && !(existsSync(target) && statSync(target).isFile() && anchorsOf(target).has(anchor))) {
      return [{ page, link, why: "leads to no heading" }];
    }
    return [];
  });
}

/** Inline and reference links, images too, without those with a scheme. */
function linksOf(text: string): string[] {
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const references = [...text.matchAll(/^\s*\[[^\]]+\]:\s+<?([^\s>]+)>?/gm)];
  return [...inline, ...references].map(([, link]) => link).filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));
}

/** Where a link into this page can lead: its headings as GitHub names them, and the ids in its HTML. */
function anchorsOf(page: string): Set<string> {
  const text = readFileSync(page, "utf8");
  const anchors = new Set([...text.matchAll(/<[a-z]+ [^>]*?\b(?:id|name)="([^"]+)"/g)].map(([, id]) => id));
  for (const [, heading] of withoutCode(text).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, "")
      .replaceAll(" ", "-");
    const same = [...anchors].filter((anchor) => anchor === slug || anchor.replace(/-\d+$/, "") === slug).length;
    anchors.add(same === 0 ? slug : `${slug}-${same}`);
  }
  return anchors;
}

const withoutCode = (text: string) => text.replaceAll(/^( *)(```+|~~~+)[\s\S]*?^\1\2.*$/gm, "");

/** The text without code, in which a bracket means something else. */
const prose = (text: string) => withoutCode(text).replaceAll(/(`+)[^`][\s\S]*?\1/g, "");
