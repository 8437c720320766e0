//! Addresses.

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::papers::Paper;
use yoriai::route::{Place, Route};

const PLACES: [Place; 13] = [
    Place::Desk,
    Place::Chart,
    Place::Annual,
    Place::Progress,
    Place::GoalSheet,
    Place::Paper(Paper::Progress),
    Place::Paper(Paper::GoalSheet),
    Place::Paper(Paper::Annual),
    Place::Paper(Paper::Chart),
    Place::Paper(Paper::Activity),
    Place::Checks,
    Place::Figures,
    Place::Bin,
];

fn plan(place: Place) -> Route {
    Route::Plan {
        id: "00112233445566778899aabbccddeeff".to_owned(),
        place,
    }
}

#[wasm_bindgen_test]
fn every_screen_is_found_again_by_its_address() {
    let mut routes = vec![
        Route::Library,
        Route::Import,
        Route::Link("#/e/AAECAwQFBgcICQoLDA0ODw?r=wss://relay.example.jp/sync".to_owned()),
        Route::Link("#/s/AYVYe3Bc5XW_q1ga-YVaj".to_owned()),
    ];
    routes.extend(PLACES.map(plan));
    for route in &routes {
        assert_eq!(Route::parse(&route.fragment()), *route);
    }
    let mut addresses: Vec<_> = routes.iter().map(Route::fragment).collect();
    addresses.sort();
    addresses.dedup();
    assert_eq!(
        addresses.len(),
        routes.len(),
        "two screens have one address"
    );
}

#[wasm_bindgen_test]
fn an_address_is_a_fragment() {
    for route in PLACES.map(plan) {
        assert!(route.fragment().starts_with("#/"), "{}", route.fragment());
    }
}

#[wasm_bindgen_test]
fn what_is_no_address_leads_to_the_list() {
    for fragment in [
        "",
        "#",
        "#/",
        "#/p",
        "#/p/",
        "#/e",
        "#/unknown/thing",
        "計画",
    ] {
        assert_eq!(Route::parse(fragment), Route::Library, "{fragment}");
    }
}

#[wasm_bindgen_test]
fn an_unknown_place_in_a_plan_leads_to_its_desk() {
    let desk = plan(Place::Desk);
    assert_eq!(
        Route::parse(&format!("{}/elsewhere", desk.fragment())),
        desk
    );
}
