import { formatAmount } from "@rivulet/protocol";
import { money, type PageView } from "./page-view.js";

/** Sets the amount a month. `onward` is where to go then, a path of ours. */
export function BudgetForm(props: {
  view: PageView;
  minimum: bigint;
  budget: bigint | null;
  onward: string;
  wrong?: string | undefined;
}) {
  const { view, minimum, budget, onward, wrong } = props;
  const { donorPage } = view.words;
  const value = formatAmount(budget === null || budget === 0n ? minimum : budget);
  return (
    <form method="post" action={view.href("/me/budget")} class="form">
      <input type="hidden" name="to" value={onward} />
      {wrong && (
        <p class="warn" id="amount-wrong" role="alert">
          {wrong}
        </p>
      )}
      <div class="field">
        <label for="amount">
          {donorPage.budgetField(view.currency)}{" "}
          <span class="small soft">{donorPage.budgetHint(money(view, minimum))}</span>
        </label>
        <input
          id="amount"
          name="amount"
          class="brief"
          inputmode="decimal"
          required
          maxlength={18}
          value={value}
        />
      </div>
      <div class="actions">
        <button type="submit">{donorPage.budgetSet}</button>
        {budget !== null && budget > 0n && (
          <button type="submit" name="pause" value="1" class="quiet" formnovalidate>
            {donorPage.pause}
          </button>
        )}
      </div>
    </form>
  );
}
