/** What the suite is run against, and with. */
export type Target = {
  /** The base: the backend's address, with its path if it has one. */
  backend: string;
  /** The site of `token`: an origin. */
  site: string;
  /** The handle of a publisher whom the donor of `token` is not, and who may be paid for pages of `site`. */
  publisher: string;
  /** A token of a donor for `site`. */
  token: string;
  /** A token of the same donor for `site` with the scopes `click subscribe`; `token` then has `click` alone. */
  subscribeToken?: string;
  /** A token of another donor for `site`. */
  otherToken?: string;
  /** A token of any donor for another site. */
  otherSiteToken?: string;
  /** The site of `otherSiteToken`. */
  otherSite?: string;
  /** The id of a click of the donor of `token`, through `site`, whose period is closed. */
  settledClick?: string;
  /** What sends the requests; a server's own function will do. */
  fetch?: (input: string, init: RequestInit) => Promise<Response>;
};
