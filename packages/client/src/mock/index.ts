/** A whole backend, played for those who develop and test without a server. */

export { handlers } from "./handlers.js";
export type { FaultOptions, MockFault } from "./mock-fault.js";
export type { MockOptions, PlayedDonor, PlayedPublisher } from "./mock-options.js";
export { type MockBackend, playBackend, type ReceivedClick } from "./play-backend.js";
