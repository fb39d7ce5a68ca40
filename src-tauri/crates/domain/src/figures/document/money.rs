//! Actions, roadmap, flows and the ledger.

use serde_json::{Map, Value, json};

use super::super::actions::{ActionFigures, actions};
use super::super::basis::Basis;
use super::super::flows::{FlowFigures, flow, friction};
use super::super::ledger::{LedgerFigures, MonthFigures, ToDate, items, ledger};
use super::super::roadmap::{RoadmapLine, roadmap};
use super::{printed, text};

pub(super) fn all(basis: &Basis<'_>, top: &mut Map<String, Value>) {
    let figures = actions(basis);
    let lines = figures
        .iter()
        .map(|(id, figures)| ((*id).to_owned(), action_line(figures)));
    top.insert("actions".to_owned(), Value::Object(lines.collect()));
    let roadmap = roadmap(basis, &figures);
    top.insert(
        "roadmap".to_owned(),
        json!({
            "do_today": roadmap.do_today,
            "order": roadmap.order.iter().map(roadmap_line).collect::<Vec<_>>(),
            "cycle": roadmap.cycle,
            "orphans": roadmap.orphans,
        }),
    );
    let flows = basis
        .dossier()
        .flows
        .iter()
        .map(|kept| (kept.record().id.clone(), flow_line(&flow(kept))));
    top.insert("flows".to_owned(), Value::Object(flows.collect()));
    let sums = friction(basis.dossier());
    top.insert(
        "friction".to_owned(),
        json!({
            "labour": text(sums.labour),
            "errors": text(sums.errors),
            "delay": text(sums.delay),
            "coordination": text(sums.coordination),
            "tool": text(sums.tool),
            "total": text(sums.total),
        }),
    );
    let ledger = ledger(basis).map(|figures| ledger_line(basis, &figures));
    top.insert("ledger".to_owned(), ledger.unwrap_or_default());
}

fn action_line(figures: &ActionFigures) -> Value {
    json!({
        "days_spent": figures.days_spent.printed(),
        "days_left": figures.days_left.printed(),
        "first_year_cost": text(figures.first_year_cost),
        "open_fix_value": text(figures.open_fix_value),
        "delay_cost_week": text(figures.delay_cost_week),
        "wsjf": printed(&figures.wsjf),
        "leverage": printed(&figures.leverage),
        "proof": figures.proof.map(|proof| proof.as_str()),
    })
}

fn roadmap_line(line: &RoadmapLine) -> Value {
    json!({
        "rank": line.rank,
        "action": line.action,
        "required": line.required,
        "start_week": line.slot.map(|slot| slot.start_week),
        "finish_week": line.slot.map(|slot| slot.finish_week),
        "finish_on": line.slot.map(|slot| slot.finish_on.to_string()),
        "window": line.slot.map_or("unscheduled", |slot| slot.window.as_str()),
        "late": line.slot.is_some_and(|slot| slot.late),
    })
}

fn flow_line(figures: &FlowFigures) -> Value {
    let sensitivity = &figures.sensitivity;
    json!({
        "labour_year": text(figures.friction.labour),
        "error_year": text(figures.friction.errors),
        "delay_year": text(figures.friction.delay),
        "coordination_year": text(figures.friction.coordination),
        "tool_year": text(figures.friction.tool),
        "total_year": text(figures.friction.total),
        "gross_benefit_year": text(figures.gross),
        "net_benefit_year": text(figures.net),
        "payback_months": printed(&figures.payback_months),
        "roi_year1": printed(&figures.roi_year1),
        "break_even_adoption": printed(&figures.break_even_adoption),
        "weakest_input": figures.weakest_input.map(|kind| kind.as_str()),
        "sensitivity": {
            "hours_minus_20": text(sensitivity.hours_minus_20),
            "hours_plus_20": text(sensitivity.hours_plus_20),
            "errors_minus_20": text(sensitivity.errors_minus_20),
            "errors_plus_20": text(sensitivity.errors_plus_20),
            "adoption_minus_10": text(sensitivity.adoption_minus_10),
            "adoption_plus_10": text(sensitivity.adoption_plus_10),
        },
    })
}

fn ledger_line(basis: &Basis<'_>, figures: &LedgerFigures) -> Value {
    let items = items(basis).into_iter().map(|item| {
        let line = json!({
            "title": item.title,
            "cash_to_date": text(item.cash_to_date),
            "internal_to_date": text(item.internal_to_date),
            "confirmed_to_date": text(item.confirmed_to_date),
            "state": item.state.as_str(),
        });
        (item.action, line)
    });
    json!({
        "months": figures.months.iter().map(month_line).collect::<Vec<_>>(),
        "to_date": figures.to_date.as_ref().map(to_date_line),
        "items": Value::Object(items.collect()),
    })
}

fn month_line(month: &MonthFigures) -> Value {
    let lines = month.lines.iter().map(|line| {
        let shown = json!({
            "amount": text(line.amount),
            "state": line.state.as_str(),
            "confirmed": text(line.confirmed),
            "weighted": text(line.weighted),
            "warnings": line.warnings.iter().map(|warning| warning.as_str()).collect::<Vec<_>>(),
        });
        (line.id.clone(), shown)
    });
    let by_class = month
        .confirmed_by_class
        .iter()
        .map(|(class, amount)| (class.as_str().to_owned(), text(*amount)));
    json!({
        "month": month.month.to_string(),
        "cost_by_kind": {
            "fee": text(month.costs.fee),
            "audit": text(month.costs.audit),
            "outside": text(month.costs.outside),
            "running": text(month.costs.running),
            "internal": text(month.costs.internal),
        },
        "cost_cash": text(month.own.cost_cash),
        "cost_full": text(month.own.cost_full),
        "confirmed": text(month.own.confirmed),
        "weighted": text(month.own.weighted),
        "corrections": text(month.corrections),
        "risk_box": text(month.risk_box),
        "confirmed_by_class": Value::Object(by_class.collect()),
        "lines": Value::Object(lines.collect()),
        "ratio_cash": printed(&month.own.ratio_cash),
        "ratio_full": printed(&month.own.ratio_full),
        "ratio_weighted": printed(&month.own.ratio_weighted),
        "to_date": to_date_line(&month.to_date),
        "findings_opened": month.findings_opened,
        "findings_closed": month.findings_closed,
        "critical_open": month.critical_open,
    })
}

fn to_date_line(sums: &ToDate) -> Value {
    json!({
        "cost_cash": text(sums.cost_cash),
        "cost_full": text(sums.cost_full),
        "confirmed": text(sums.confirmed),
        "weighted": text(sums.weighted),
        "ratio_cash": printed(&sums.ratio_cash),
        "ratio_full": printed(&sums.ratio_full),
        "ratio_weighted": printed(&sums.ratio_weighted),
    })
}
