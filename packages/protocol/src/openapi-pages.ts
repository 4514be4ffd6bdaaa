import { CONNECT_PARAMETERS, SUBMIT_PARAMETERS } from "./openapi-components.js";
import { htmlResponse } from "./openapi-responses.js";

const connect = {
  operationId: "connect",
  tags: ["pages"],
  summary: "A donor lets one site send clicks.",
  parameters: CONNECT_PARAMETERS,
  responses: {
    200: htmlResponse(
      "Sign-in, budget or consent; in web_message mode also the page that posts an error to its opener.",
    ),
    302: {
      description: "To redirect_uri with error, state and iss (query mode), or to the page of sign-in.",
    },
    303: { description: "The same as 302." },
    400: htmlResponse("client_id or redirect_uri is wrong: an error page, never a redirect."),
  },
};

const submit = {
  operationId: "submit",
  tags: ["pages"],
  summary: "Asks the donor to confirm a click; counts nothing.",
  parameters: SUBMIT_PARAMETERS,
  responses: {
    200: htmlResponse("Handle, host and whether it is verified, and a form to confirm or to name the page."),
    302: { description: "To the page of sign-in." },
    303: { description: "The same as 302." },
    "4XX": htmlResponse("The handle is unknown or the url is none."),
  },
};

/** The addresses that people open. */
export const pagePaths = { "/connect": { get: connect }, "/submit/auto": { get: submit } };
