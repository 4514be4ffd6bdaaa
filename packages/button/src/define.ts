import { defineButton } from "./define-button.js";

defineButton();
