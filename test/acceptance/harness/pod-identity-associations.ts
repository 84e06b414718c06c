import { randomBytes } from "node:crypto";
import type { FrontAnswer, FrontRequest, Pass } from "./front";

/** How the stand-in is called where a case names its programs. */
export const POD_IDENTITY_STAND_IN = ["EKS Pod Identity stand-in", "of this project"] as const;

/** An association, as EKS describes it. @see https://docs.aws.amazon.com/eks/latest/APIReference/API_PodIdentityAssociation.html */
export interface PodIdentityAssociation {
  readonly associationArn: string;
  readonly associationId: string;
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  readonly disableSessionTags: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** What a request may say of an association. */
interface Given {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly roleArn?: string;
  readonly disableSessionTags?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A stand-in for what the AWS emulator's EKS lacks: associations of EKS Pod Identity, with the requests, answers and errors of
 * their documentation. It gives no credentials to any pod.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html
 */
export class PodIdentityAssociations {
  private readonly associations = new Map<string, PodIdentityAssociation>();

  constructor(
    private readonly account: string,
    private readonly region: string,
  ) {}

  /** Those of a cluster. */
  of(cluster: string): PodIdentityAssociation[] {
    return [...this.associations.values()].filter(({ clusterName }) => clusterName === cluster);
  }

  /** Answers what is about associations, and passes on the rest. */
  async answer(request: FrontRequest, pass: Pass): Promise<FrontAnswer> {
    const [, cluster, id] =
      /^\/clusters\/([^/?]+)\/pod-identity-associations(?:\/([^/?]+))?(?:\?.*)?$/.exec(request.path) ?? [];
    if (cluster === undefined) {
      return pass(request);
    }
    const { status } = await pass({ method: "GET", path: `/clusters/${cluster}`, body: "" });
    if (status !== 200) {
      return refused(404, "ResourceNotFoundException", `No cluster found for name: ${cluster}.`);
    }
    const given: Given = request.body === "" ? {} : JSON.parse(request.body);
    if (id === undefined) {
      return request.method === "POST"
        ? this.create(cluster, given)
        : answered({ associations: this.of(cluster).map(({ roleArn: _, tags: __, ...summary }) => summary) });
    }
    const known = this.associations.get(id);
    if (known?.clusterName !== cluster) {
      return refused(404, "ResourceNotFoundException", `No association found with id: ${id}.`);
    }
    if (request.method === "DELETE") {
      this.associations.delete(id);
      return answered({ association: known });
    }
    return request.method === "POST" ? this.keep({ ...known, ...onlyOf(given) }) : answered({ association: known });
  }

  private create(clusterName: string, given: Given): FrontAnswer {
    const { namespace, serviceAccount, roleArn, tags = {}, disableSessionTags = false } = given;
    if (!namespace || !serviceAccount || !/^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(roleArn ?? "")) {
      return refused(400, "InvalidParameterException", `The specified parameter is invalid: ${JSON.stringify(given)}.`);
    }
    const isTaken = this.of(clusterName).some(
      (other) => other.namespace === namespace && other.serviceAccount === serviceAccount,
    );
    if (isTaken) {
      return refused(409, "ResourceInUseException", `Association already exists: ${namespace}/${serviceAccount}.`);
    }
    const associationId = `a-${randomBytes(9).toString("hex").slice(0, 17)}`;
    const createdAt = Math.floor(Date.now() / 1000);
    return this.keep({
      associationArn: `arn:aws:eks:${this.region}:${this.account}:podidentityassociation/${clusterName}/${associationId}`,
      associationId,
      clusterName,
      namespace,
      serviceAccount,
      roleArn: roleArn as string,
      disableSessionTags,
      tags,
      createdAt,
      modifiedAt: createdAt,
    });
  }

  private keep(association: PodIdentityAssociation): FrontAnswer {
    this.associations.set(association.associationId, association);
    return answered({ association });
  }
}

/** What an update may change. */
function onlyOf({ roleArn, disableSessionTags }: Given): Partial<PodIdentityAssociation> {
  return {
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(disableSessionTags === undefined ? {} : { disableSessionTags }),
  };
}

const answered = (body: object): FrontAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const refused = (status: number, error: string, message: string): FrontAnswer => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-errortype": error },
  body: JSON.stringify({ message }),
});
