import { describe, expect, it } from "vitest";
import { CONTRACT_ROW_IDS, type ContractRowId } from "@/lib/core/contract-rows";
import { CONTRACT_MAX_AGE_MS, contractRowState, type RowStanding, routeStanding } from "@/lib/core/contract-standing";

const rows = (change: Partial<Record<ContractRowId, Partial<RowStanding>>> = {}, isVerified = true): RowStanding[] =>
  CONTRACT_ROW_IDS.map((row) => ({ endpoint: "chat", row, isVerified, isEdited: false, ...change[row] }));

describe("the state of a row", () => {
  it("is unverified until somebody verified it, and stale once that is too long ago", () => {
    expect(contractRowState(null, 5_000)).toBe("unverified");
    expect(contractRowState(1_000, 1_000 + CONTRACT_MAX_AGE_MS)).toBe("verified");
    expect(contractRowState(1_000, 1_001 + CONTRACT_MAX_AGE_MS)).toBe("stale");
  });
});

describe("the standing of a route", () => {
  it("is eligible by its contract when every required row is verified, optional ones aside", () => {
    const open = { maintenance_window: { isVerified: false, isEdited: true } };
    expect(routeStanding("contract", rows(open))).toMatchObject({ isEligible: true, basis: "contract", openRows: [] });
  });

  it("is not eligible with one required row unverified, and says which", () => {
    const standing = routeStanding("contract", rows({ error_shape: { isVerified: false } }));
    expect(standing).toMatchObject({ isEligible: false, basis: "unverified" });
    expect(standing.openRows.map(({ row }) => row)).toEqual(["error_shape"]);
  });

  it("without any worksheet is not eligible by a contract", () => {
    expect(routeStanding("contract", [])).toMatchObject({ isEligible: false, basis: "unverified" });
  });

  it("is covered by the file's word while nobody changed an open row", () => {
    expect(routeStanding(true, rows({}, false))).toMatchObject({ isEligible: true, basis: "file" });
    expect(routeStanding(true, [])).toMatchObject({ isEligible: true, basis: "file" });
  });

  it("loses the file's word with the first required row that is changed and not verified since", () => {
    const edited = { auth_header: { isVerified: false, isEdited: true } };
    expect(routeStanding(true, rows(edited, false))).toMatchObject({ isEligible: false, basis: "unverified" });
    const optional = { waf_behaviour: { isVerified: false, isEdited: true } };
    expect(routeStanding(true, rows(optional, false))).toMatchObject({ isEligible: true, basis: "file" });
  });

  it("is never eligible when the route map says no, however well it is verified", () => {
    expect(routeStanding(false, rows())).toMatchObject({ isEligible: false, basis: "vetoed" });
  });
});
