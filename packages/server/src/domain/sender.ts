/** Who sends clicks: a donor through one connected site. */
export type Sender = {
  donor: bigint;
  person: bigint;
  connection: bigint;
  /** The site's origin. */
  site: string;
};
