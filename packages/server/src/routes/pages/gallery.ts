import { GalleryPage } from "../../pages/gallery-page.js";
import { answerPage } from "./answer-page.js";
import { buttonFiles, languagesOf } from "./builder.js";
import type { Visit } from "./visit.js";

/** `GET /gallery`: the button in every look, for whoever wants to know what they paste. */
export function showGallery({ c, view }: Visit): Promise<Response> {
  return answerPage(c, GalleryPage({ view, languages: languagesOf(buttonFiles(view.origin)) }));
}
