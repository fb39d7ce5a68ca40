//! What the letters of a code stand for.

catalogue! { CodeLabels:
    codes_head, codes_finding, codes_action, codes_decision, codes_flow, codes_milestone, codes_value, codes_correction,
    codes_cost, codes_evidence, codes_path, codes_link, codes_control, codes_question, codes_stay
}

pub(super) static ENGLISH: CodeLabels = CodeLabels {
    codes_head: "Codes",
    codes_finding: "finding",
    codes_action: "piece of work",
    codes_decision: "decision",
    codes_flow: "flow of work",
    codes_milestone: "milestone",
    codes_value: "line of value",
    codes_correction: "correction",
    codes_cost: "cost",
    codes_evidence: "evidence",
    codes_path: "request path",
    codes_link: "link between systems",
    codes_control: "control",
    codes_question: "question, by its area",
    codes_stay: "The same in every report.",
};
