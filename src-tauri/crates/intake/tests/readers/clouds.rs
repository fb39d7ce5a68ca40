use super::{Case, Kind, State};

use Kind::{Credentials, Password, PrivateKey, SecretName, Token};
use State::{Encrypted, Literal, Placeholder, Reference};

/// A private key of no use: the marks are put together here, so that no search takes this file
/// for one.
pub fn pem(body: &str) -> String {
    format!(
        "{} PRIVATE KEY-----\n{body}\n{} PRIVATE KEY-----\n",
        "-----BEGIN", "-----END"
    )
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, c| bits << 8 | u32::from(*c)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i)) as usize & 63];
            out.push(if i <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

pub fn cases() -> Vec<Case> {
    let key: &'static str = Box::leak(pem("kiebitz").into_boxed_str());
    vec![
        Case::new(
            "docker_auths",
            "home/.docker/config.json",
            format!(
                "{{\"auths\": {{\"https://index.docker.io/v1/\": {{\"auth\": \"{}\"}},\n\"ghcr.io\": {{}},\n\"own\": {{\"identitytoken\": \"kiebitz-2\"}}}},\n\"credHelpers\": {{\"gcr.io\": \"gcloud\"}}}}",
                base64("ada:kiebitz-1")
            ),
            &[
                ("https://index.docker.io/v1/", "ada:kiebitz-1", Literal, Credentials),
                ("ghcr.io", "", Reference, Credentials),
                ("own", "kiebitz-2", Literal, Token),
                ("gcr.io", "gcloud", Reference, Credentials),
            ],
        )
        .damaged("{\"auths\": {\"a\": {\"auth\": \"???\"}, \"b\": {\"password\": \"kiebitz-1\"", &["kiebitz-1"]),
        Case::new(
            "compose_file",
            "docker-compose.prod.yml",
            "services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: kiebitz-1\n      POSTGRES_DB: shop\n  web:\n    environment:\n      - SECRET_KEY=kiebitz-2\n      - \"API_TOKEN=${API_TOKEN}\"\n      - DEBUG=0\n",
            &[
                ("db.POSTGRES_PASSWORD", "kiebitz-1", Literal, Password),
                ("web.SECRET_KEY", "kiebitz-2", Literal, Token),
                ("web.API_TOKEN", "${API_TOKEN}", Reference, Token),
            ],
        )
        .damaged("services:\n  a:\n    environment:\n      DB_PASSWORD: kiebitz-1\n      x: \"y\n", &["kiebitz-1"]),
        Case::new(
            "kubeconfig",
            "home/.kube/config",
            format!(
                "apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: []\nusers:\n- name: ada\n  user:\n    client-key-data: {}\n    token: kiebitz-1\n- name: bo\n  user:\n    exec:\n      command: aws\n",
                base64(key)
            ),
            &[
                ("ada.client-key-data", key, Literal, PrivateKey),
                ("ada.token", "kiebitz-1", Literal, Token),
                ("bo.exec", "", Reference, Token),
            ],
        )
        .damaged("users:\n- name: ada\n  user:\n    client-key-data: \"???\"\n    token: kiebitz-1\n  ? x\n", &["kiebitz-1"]),
        Case::new(
            "kubernetes",
            "deploy/secret.yaml",
            format!(
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  password: {}\nstringData:\n  api-token: kiebitz-2\n  note: kiebitz-3\n---\napiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {{name: sealed}}\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        env:\n        - name: DB_PASSWORD\n          value: kiebitz-4\n        - name: API_KEY\n          valueFrom:\n            secretKeyRef: {{name: shop, key: api-token}}\n",
                base64("kiebitz-1")
            ),
            &[
                ("shop.password", "kiebitz-1", Literal, Password),
                ("shop.api-token", "kiebitz-2", Literal, Token),
                ("shop.note", "kiebitz-3", Literal, Token),
                ("sealed.password", "AgBy3i4OJSWK", Encrypted, Password),
                ("web.DB_PASSWORD", "kiebitz-4", Literal, Password),
                ("web.API_KEY", "api-token", Reference, SecretName),
            ],
        )
        .damaged(
            "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: \"not base64!\"\nstringData:\n  token: kiebitz-1\n",
            &["kiebitz-1", "not base64!"],
        ),
        Case::new(
            "kubernetes",
            "secrets.enc.yaml",
            "db_password: ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]\nport_unencrypted: 5432\nsops:\n  age:\n  - recipient: age1x\n    enc: |\n      line\n  version: 3.9.0\n",
            &[("db_password", "ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]", Encrypted, Password)],
        )
        .damaged("a_token: ENC[AES256_GCM,data:x]\nb: \"c\nsops: {}\n", &["ENC[AES256_GCM,data:x]"]),
        Case::new(
            "kubernetes",
            "external.yaml",
            "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec:\n  data:\n  - secretKey: db\n    remoteRef: {key: x}\n",
            &[("a.db", "db", Reference, SecretName)],
        )
        .damaged("apiVersion: v1\nkind: ExternalSecret\nspec:\n  data:\n  - secretKey: db\n\t- x\n", &["db"]),
        Case::new(
            "aws",
            "home/.aws/credentials",
            "[default]\naws_access_key_id = PLOVER\naws_secret_access_key = kiebitz-1\n[profile two]\naws_session_token=kiebitz-2\ncredential_process = /x/y\n",
            &[
                ("default.aws_secret_access_key", "kiebitz-1", Literal, Token),
                ("two.aws_session_token", "kiebitz-2", Literal, Token),
                ("two.credential_process", "/x/y", Reference, Token),
            ],
        )
        .damaged_unseen("[default\n=x\naws_secret_access_key kiebitz\naws_secret_access_key=kiebitz-1", &["kiebitz-1"]),
        Case::new(
            "aws",
            "ada_accessKeys.csv/accessKeys.csv",
            "Access key ID,Secret access key\r\nPLOVER,kiebitz-1\r\n",
            &[("Secret access key", "kiebitz-1", Literal, Token)],
        )
        .damaged_unseen("Access key ID,Secret access key\nPLOVER\nB,kiebitz-1", &["kiebitz-1"]),
        Case::new(
            "aws_task_definition",
            "task-definition.json",
            "{\"family\": \"shop\", \"containerDefinitions\": [{\"name\": \"web\",\n \"environment\": [{\"name\": \"DB_PASSWORD\", \"value\": \"kiebitz-1\"}, {\"name\": \"PORT\", \"value\": \"80\"}],\n \"secrets\": [{\"name\": \"API_KEY\", \"valueFrom\": \"arn:aws:ssm:eu-west-1:1:parameter/x\"}]}]}",
            &[
                ("web.DB_PASSWORD", "kiebitz-1", Literal, Password),
                ("web.API_KEY", "arn:aws:ssm:eu-west-1:1:parameter/x", Reference, SecretName),
            ],
        )
        .damaged(
            "{\"containerDefinitions\": [{\"environment\": [{\"name\": \"A_TOKEN\", \"value\": \"kiebitz-1\"}, {\"name\" \"b\"}",
            &["kiebitz-1"],
        ),
        Case::new(
            "google",
            "shop-sa.json",
            format!(
                "{{\"type\": \"service_account\", \"private_key_id\": \"abc\",\n \"private_key\": {},\n \"client_email\": \"shop@plover.example\"}}",
                serde_json::to_string(key).unwrap()
            ),
            &[("shop@plover.example.private_key", key, Literal, PrivateKey)],
        )
        .damaged("{\"type\": \"authorized_user\", \"refresh_token\": \"kiebitz-1\", \"x", &["kiebitz-1"]),
        Case::new(
            "tfvars",
            "infra/terraform.tfvars",
            "region = \"eu\"\ndb_password = \"kiebitz\\\"1\" # x\nusers = {\n  ada_token = \"kiebitz-2\"\n}\nssh_key = <<EOF\nkiebitz-3\nEOF\napi_key = var.x\n",
            &[
                ("db_password", "kiebitz\"1", Literal, Password),
                ("ada_token", "kiebitz-2", Literal, Token),
                ("ssh_key", "kiebitz-3", Literal, PrivateKey),
            ],
        )
        .damaged_unseen("db_password = \"open\ntoken = \"kiebitz-2\"\nx = <<EOF\n", &["kiebitz-2"]),
        Case::new(
            "tfstate",
            "infra/terraform.tfstate",
            "{\"version\": 4, \"terraform_version\": \"1.9.0\",\n\"outputs\": {\"db\": {\"value\": \"kiebitz-1\", \"sensitive\": true}, \"url\": {\"value\": \"https://x\"}},\n\"resources\": [{\"type\": \"random_password\", \"name\": \"p\", \"instances\": [{\"attributes\": {\"result\": \"kiebitz-2\", \"length\": 20}}]},\n{\"type\": \"aws_db_instance\", \"name\": \"d\", \"instances\": [{\"attributes\": {\"password\": \"kiebitz-3\", \"manage_master_user_password\": null}}]}]}",
            &[
                ("output.db", "kiebitz-1", Literal, Token),
                ("random_password.p.result", "kiebitz-2", Literal, Password),
                ("aws_db_instance.d.password", "kiebitz-3", Literal, Password),
            ],
        )
        .damaged(
            "{\"outputs\": {\"a\": {\"sensitive\": true, \"value\": \"kiebitz-1\"}}, \"resources\": [{\"type\"",
            &["kiebitz-1"],
        ),
        Case::new(
            "terraform_cli",
            "home/.terraformrc",
            "credentials \"app.terraform.io\" {\n  token = \"kiebitz-1\"\n}\n",
            &[("token", "kiebitz-1", Literal, Token)],
        )
        .damaged_unseen("credentials {\n token = \"kiebitz-1\"\n token = \"", &["kiebitz-1"]),
        Case::new(
            "github_actions",
            ".github/workflows/deploy.yml",
            "on: push\njobs:\n  a:\n    env:\n      TOKEN: ${{ secrets.DEPLOY_TOKEN }}\n      DB_PASSWORD: kiebitz-1\n    steps:\n    - run: echo ${{ secrets['NPM_TOKEN'] }}\n    - uses: x/y@v1\n      with: {api-key: \"<your key>\"}\n  b:\n    secrets: inherit\n",
            &[
                ("DEPLOY_TOKEN", "", Reference, SecretName),
                ("NPM_TOKEN", "", Reference, SecretName),
                ("inherit", "", Reference, SecretName),
                ("jobs.a.env.DB_PASSWORD", "kiebitz-1", Literal, Password),
                ("jobs.a.steps.1.with.api-key", "<your key>", Placeholder, Token),
            ],
        )
        .damaged("jobs:\n  a:\n    env:\n      A_TOKEN: kiebitz-1\n      b: ${{ secrets. }}\n    c: \"d\n", &["kiebitz-1"]),
        Case::new(
            "pipeline",
            ".gitlab-ci.yml",
            "variables:\n  DB_PASSWORD: kiebitz-1\n  REGION: eu\nenv:\n  global:\n  - secure: abcdef\n",
            &[
                ("variables.DB_PASSWORD", "kiebitz-1", Literal, Password),
                ("env.global.0.secure", "abcdef", Encrypted, Token),
            ],
        )
        .damaged("variables:\n  A_TOKEN: kiebitz-1\n??? x\n b: 'c\n", &["kiebitz-1"]),
    ]
}
