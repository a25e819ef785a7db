//! Every dependency has a licence that `deny.toml` allows, checked without any further tool.

use std::path::Path;
use std::process::Command;

#[derive(serde::Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(serde::Deserialize)]
struct Licenses {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

#[derive(serde::Deserialize)]
struct Exception {
    name: String,
    allow: Vec<String>,
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let deny = std::fs::read_to_string(root.join("deny.toml")).unwrap();
    let deny: Deny = toml::from_str(&deny).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(&root)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(
        packages.len() > 50,
        "the list of dependencies is not complete"
    );
    let mut refused = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("");
        let exception = deny.licenses.exceptions.iter().filter(|e| e.name == name);
        let allowed: Vec<&String> = deny
            .licenses
            .allow
            .iter()
            .chain(exception.flat_map(|e| &e.allow))
            .collect();
        let mode = spdx::ParseMode::LAX;
        let good = spdx::Expression::parse_mode(licence, mode).is_ok_and(|expression| {
            expression.evaluate(|requirement| {
                let text = requirement.to_string();
                allowed.iter().any(|a| {
                    **a == text || format!("{a}+") == text || format!("{a}-or-later") == text
                })
            })
        });
        if !good {
            refused.push(format!("{name}: {licence}"));
        }
    }
    assert!(refused.is_empty(), "not allowed by deny.toml: {refused:#?}");
}
