use super::{Case, Kind, State};

use Kind::{ConnectionString, EncryptionKey, Password, PrivateKey, Setting, Token, Unjudged};
use State::{Empty, Encrypted, Literal, Placeholder, Reference};

/// A .env file that all dialects read alike.
fn env(reader: &'static str, path: &'static str) -> Case {
    Case::new(
        reader,
        path,
        "# OLD_TOKEN=kiebitz-0\nPORT=3000\nDB_PASSWORD=kiebitz-1\nAPI_KEY=changeme\nEMPTY=\nDATABASE_URL=postgres://ada:kiebitz-2@h/d\nTOKEN=$OTHER\nNAME=plover\n",
        &[
            ("OLD_TOKEN", "kiebitz-0", Literal, Token),
            ("PORT", "3000", Literal, Setting),
            ("DB_PASSWORD", "kiebitz-1", Literal, Password),
            ("API_KEY", "changeme", Placeholder, Token),
            ("EMPTY", "", Empty, Unjudged),
            (
                "DATABASE_URL",
                "postgres://ada:kiebitz-2@h/d",
                Literal,
                ConnectionString,
            ),
            ("TOKEN", "$OTHER", Reference, Token),
            ("NAME", "plover", Literal, Setting),
        ],
    )
}

pub fn cases() -> Vec<Case> {
    // A line of base64, as a torn paste leaves it; put together so that no search stops here.
    let torn = ["q8Zt1vXw", "Lr5KpYc0", "NsJ3dHb7", "Gf9eQm2A"].concat();
    vec![
        env("dotenv", "shop/.env.production").damaged(format!("{torn}\nA_TOKEN=kiebitz-1\n"), &["kiebitz-1"]),
        Case::new(
            "dotenv",
            ".env",
            "DOTENV_PUBLIC_KEY=\"03abc\"\nDB_PASSWORD=\"encrypted:BDqDBibm\"\nexport MULTI=\"kie\\nbitz\"\n",
            &[
                ("DOTENV_PUBLIC_KEY", "03abc", Literal, Setting),
                ("DB_PASSWORD", "encrypted:BDqDBibm", Encrypted, Password),
                ("MULTI", "kie\nbitz", Literal, Unjudged),
            ],
        )
        .damaged("???\nA=kiebitz-1\n", &["kiebitz-1"]),
        Case::new(
            "dotenv",
            ".env.keys",
            "DOTENV_PRIVATE_KEY_PRODUCTION=\"kiebitz-1\"\n",
            &[("DOTENV_PRIVATE_KEY_PRODUCTION", "kiebitz-1", Literal, PrivateKey)],
        )
        .damaged("???\nA=kiebitz-1\n", &["kiebitz-1"]),
        Case::new(
            "dotenv_python",
            ".flaskenv",
            format!("'SECRET_KEY'='kie\\'bitz'\n{torn}\n"),
            &[
                ("SECRET_KEY", "kie'bitz", Literal, Token),
                ("(unnamed)", "", Empty, Unjudged),
            ],
        )
        .damaged("A_TOKEN=kiebitz-1\nB=\"open\n", &["kiebitz-1"]),
        env("dotenv_ruby", ".env")
            .beside(&["Gemfile"])
            .damaged("???\nA_TOKEN=kiebitz-1\n", &["kiebitz-1"]),
        env("dotenv_compose", "docker/compose.env").damaged("A B=c\nA_TOKEN=kiebitz-1\n", &["kiebitz-1"]),
        env("dotenv_docker_run", "env.list").damaged("=x\nA_TOKEN=kiebitz-1\n", &["kiebitz-1"]),
        env("dotenv_systemd", "etc/default/shop").damaged("A_TOKEN=kiebitz-1\nB=\"open\n", &["kiebitz-1"]),
        Case::new(
            "envrc",
            "shop/.envrc",
            "source_up\nexport A_TOKEN=$(op read op://shop/token)\nexport DB_PASSWORD='kiebitz-1'\nlayout node\n",
            &[
                ("A_TOKEN", "$(op read op://shop/token)", Reference, Token),
                ("DB_PASSWORD", "kiebitz-1", Literal, Password),
            ],
        )
        .damaged_unseen("export A_TOKEN=kiebitz-1\nexport B='open\n", &["kiebitz-1"]),
        Case::new(
            "properties",
            "src/main/resources/application-prod.properties",
            "spring.datasource.password=kiebitz-1\nspring.mail.password = ${MAIL_PASSWORD}\njwt.secret=${JWT_SECRET:kiebitz-2}\napi.key=ENC(abc)\nserver.port=80\nkeystore.password=kie\\u0062itz-3\n",
            &[
                ("spring.datasource.password", "kiebitz-1", Literal, Password),
                ("spring.mail.password", "${MAIL_PASSWORD}", Reference, Password),
                ("jwt.secret", "kiebitz-2", Literal, Token),
                ("api.key", "ENC(abc)", Encrypted, Token),
                ("keystore.password", "kiebitz-3", Literal, Password),
            ],
        )
        .damaged_unseen("=\na.password=kiebitz-1\nb.password=\\u00zz\\", &["kiebitz-1"]),
        Case::new(
            "spring_yaml",
            "src/main/resources/application-prod.yml",
            "spring:\n  datasource:\n    password: kiebitz-1\n  redis: {password: \"${REDIS_PASSWORD:kiebitz-2}\"}\n---\njwt:\n  secret: '{cipher}0a1b'\n  expiration: 3600\n",
            &[
                ("spring.datasource.password", "kiebitz-1", Literal, Password),
                ("spring.redis.password", "kiebitz-2", Literal, Password),
                ("jwt.secret", "{cipher}0a1b", Encrypted, Token),
            ],
        )
        .damaged("spring:\n  password: kiebitz-1\n  a: [b\nc: d\n", &["kiebitz-1"]),
        Case::new(
            "heroku_config",
            "heroku-config.json",
            "{\n  \"DATABASE_URL\": \"postgres://ada:kiebitz-1@h/d\",\n  \"RAILS_MASTER_KEY\": \"kiebitz-2\",\n  \"WEB_CONCURRENCY\": \"2\"\n}",
            &[
                ("DATABASE_URL", "postgres://ada:kiebitz-1@h/d", Literal, ConnectionString),
                ("RAILS_MASTER_KEY", "kiebitz-2", Literal, EncryptionKey),
                ("WEB_CONCURRENCY", "2", Literal, Unjudged),
            ],
        )
        .damaged("{\"A_TOKEN\": \"kiebitz-1\", \"B\": ", &["kiebitz-1"]),
        Case::new(
            "settings_json",
            "appsettings.Production.json",
            "{\"ConnectionStrings\": {\"Shop\": \"Server=h;Uid=ada;Pwd=kiebitz-1\"},\n\"Smtp\": {\"Password\": \"kiebitz-2\", \"UsePassword\": true},\n\"values\": [{\"key\": \"url\", \"value\": \"x\"}, {\"key\": \"session\", \"value\": \"kiebitz-3\", \"type\": \"secret\"}]}",
            &[
                ("ConnectionStrings.Shop", "Server=h;Uid=ada;Pwd=kiebitz-1", Literal, ConnectionString),
                ("Smtp.Password", "kiebitz-2", Literal, Password),
                ("session", "kiebitz-3", Literal, Token),
            ],
        )
        .damaged("{\"password\": \"kiebitz-1\", \"b\" 1", &["kiebitz-1"]),
        Case::new(
            "settings_yaml",
            "chart/values-prod.yaml",
            "db:\n  password: kiebitz-1\n  existingSecret: \"\"\nsmtp:\n  password: {{ .Values.x }}\nenablePassword: true\n",
            &[
                ("db.password", "kiebitz-1", Literal, Password),
                ("db.existingSecret", "", Empty, Token),
                ("smtp.password", "{{ .Values.x }}", Reference, Password),
            ],
        )
        .damaged("a:\n  password: kiebitz-1\n b: c\n \"d: e\n", &["kiebitz-1"]),
        Case::new(
            "settings_ini",
            "ventrilo_config.ini",
            "[Server]\nAdminPassword=kiebitz-1\nPassword=\nUsePassword=true\nPort=3784\n",
            &[
                ("Server.AdminPassword", "kiebitz-1", Literal, Password),
                ("Server.Password", "", Empty, Password),
            ],
        )
        .damaged_unseen("[a\nPassword=kiebitz-1\n=\n", &["kiebitz-1"]),
        Case::new(
            "settings_xml",
            "Web.config",
            "<configuration><connectionStrings>\n<add name=\"Shop\" connectionString=\"Server=h;User Id=a;Password=kiebitz-1\"/></connectionStrings>\n<appSettings><add key=\"ApiKey\" value=\"kiebitz-2\"/><add key=\"Mode\" value=\"x\"/></appSettings>\n<smtp password=\"kiebitz-3\" host=\"h\"/><secret>kiebitz-4</secret></configuration>",
            &[
                ("Shop", "Server=h;User Id=a;Password=kiebitz-1", Literal, ConnectionString),
                ("ApiKey", "kiebitz-2", Literal, Token),
                ("password", "kiebitz-3", Literal, Password),
                ("secret", "kiebitz-4", Literal, Token),
            ],
        )
        .damaged("<c><smtp password=\"kiebitz-1\"/><add key=", &["kiebitz-1"]),
    ]
}
