/** A whole backend, played for those who develop and test without a server. */

export { type ConsentOptions, consentInPage } from "./consent-in-page.js";
export { handlers } from "./handlers.js";
export type { MockBackend, ReceivedClick, Steering } from "./mock-backend.js";
export type { FaultOptions, MockFault } from "./mock-fault.js";
export type { MockOptions, PlayedDonor, PlayedPublisher } from "./mock-options.js";
export { playBackend } from "./play-backend.js";
