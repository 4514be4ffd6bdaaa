import type {} from "@rivulet/button/preact";

export const NoVariant = () => <rivulet-button publisher="marothro" variant="huge" />;
export const NoSuchAttribute = () => <rivulet-button handle="marothro" />;
export const NoSuchDetail = () => <rivulet-button onrivulet-counted={({ detail }) => detail.amount} />;
