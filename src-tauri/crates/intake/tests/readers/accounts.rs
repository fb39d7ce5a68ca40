use super::{Case, Kind, State};

use Kind::{Credentials, Password, PasswordHash, Token};
use State::{Empty, Literal, Reference};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "netrc",
            "home/.netrc",
            "machine api.heroku.com\n  login ada@plover.example\n  password kiebitz-1\nmachine ftp.plover.example login anon password \"kie bitz\"\n# machine x password y\ndefault login u password $PW\nmacdef init\ncd /x password z\n\nmachine m password kiebitz-3\n",
            &[
                ("ada@plover.example@api.heroku.com", "kiebitz-1", Literal, Password),
                ("anon@ftp.plover.example", "kie bitz", Literal, Password),
                ("u@default", "$PW", Reference, Password),
                ("m", "kiebitz-3", Literal, Password),
            ],
        )
        .damaged("machine a login b nonsense password kiebitz-1\npassword", &["kiebitz-1"]),
        Case::new(
            "pgpass",
            ".pgpass",
            "# host:port\ndb.plover.example:5432:shop:ada:kie\\:bitz\\\\1\n*:*:*:bo:\n",
            &[
                ("ada@db.plover.example:5432/shop", "kie:bitz\\1", Literal, Password),
                ("bo@*:*/*", "", Empty, Password),
            ],
        )
        .damaged("one:two\nh:1:d:u:kiebitz-2\n", &["kiebitz-2"]),
        Case::new(
            "git_credentials",
            ".git-credentials",
            "https://ada:kiebitz%401@github.com\nhttps://kiebitz-2@git.plover.example/x\n",
            &[
                ("ada@github.com", "kiebitz@1", Literal, Token),
                ("git.plover.example", "kiebitz-2", Literal, Token),
            ],
        )
        .damaged("nothing\nhttps://a:kiebitz-1@h\n", &["kiebitz-1"]),
        Case::new(
            "my_cnf",
            "home/.my.cnf",
            "[client]\nuser = ada\npassword = \"kiebitz#1\"\n[mysqldump]\npassword=\n[mysqld]\nport=3306\n",
            &[
                ("client.password", "kiebitz#1", Literal, Password),
                ("mysqldump.password", "", Empty, Password),
            ],
        )
        .damaged_unseen("[client\npassword = kiebitz-1\nno line\n", &["kiebitz-1"]),
        Case::new(
            "s3fs",
            ".passwd-s3fs",
            "PLOVERID:kiebitz-1\nbucket:PLOVERID:kiebitz-2\n",
            &[("default", "kiebitz-1", Literal, Token), ("bucket", "kiebitz-2", Literal, Token)],
        )
        .damaged("nothing\nA:kiebitz-1\n", &["kiebitz-1"]),
        Case::new(
            "mail",
            ".esmtprc",
            "hostname = smtp.plover.example:587\nusername = \"ada\"\npassword = \"kiebitz-1\"\n# password = x\naccount two\nuser bo\npassword kiebitz-2\nset imap_pass=\"kiebitz-3\"\n",
            &[
                ("ada@smtp.plover.example:587", "kiebitz-1", Literal, Password),
                ("bo@two", "kiebitz-2", Literal, Password),
                ("bo@two", "kiebitz-3", Literal, Password),
            ],
        )
        .damaged_unseen("password\n= \nhost\npassword kiebitz-1", &["kiebitz-1"]),
        Case::new(
            "fetchmail",
            ".fetchmailrc",
            "poll mail.plover.example proto imap\n  user \"ada\" there with password \"kiebitz 1\" is ada here\n",
            &[("ada@mail.plover.example", "kiebitz 1", Literal, Password)],
        )
        .damaged("poll h user \"ada\npassword kiebitz-1\n", &["kiebitz-1"]),
        Case::new(
            "npmrc",
            "project/.npmrc",
            "registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=kiebitz-1\n//npm.plover.example/:_authToken=${NPM_TOKEN}\n//old.plover.example/:_password=\"a2llYml0ei0y\"\n_auth=YWRhOmtpZWJpdHotMw==\nproxy=http://ada:kiebitz-4@proxy.plover.example:8080\n",
            &[
                ("_authToken@registry.npmjs.org", "kiebitz-1", Literal, Token),
                ("_authToken@npm.plover.example", "${NPM_TOKEN}", Reference, Token),
                ("_password@old.plover.example", "kiebitz-2", Literal, Password),
                ("_auth", "ada:kiebitz-3", Literal, Credentials),
                ("proxy (ada@proxy.plover.example:8080)", "kiebitz-4", Literal, Password),
            ],
        )
        .damaged("_password=%%%\n//a/:_authToken=kiebitz-1\n", &["kiebitz-1"]),
        Case::new(
            "yarnrc",
            ".yarnrc.yml",
            "npmScopes:\n  plover:\n    npmAuthToken: \"kiebitz-1\"\n    npmAlwaysAuth: true\nnpmAuthIdent: \"${ID}\"\n",
            &[
                ("npmScopes.plover.npmAuthToken", "kiebitz-1", Literal, Token),
                ("npmAuthIdent", "${ID}", Reference, Credentials),
            ],
        )
        .damaged("???\n  ::\nnpmAuthToken: kiebitz-1\na: \"b\n", &["kiebitz-1"]),
        Case::new(
            "pypirc",
            ".pypirc",
            "[distutils]\nindex-servers = pypi\n[pypi]\nusername = __token__\npassword = kiebitz-1\n[own]\nrepository: https://ada:kiebitz-2@pypi.plover.example\nusername: ada\npassword: kiebitz-3\n",
            &[
                ("__token__@pypi", "kiebitz-1", Literal, Token),
                ("own (ada@pypi.plover.example)", "kiebitz-2", Literal, Password),
                ("ada@own", "kiebitz-3", Literal, Password),
            ],
        )
        .damaged_unseen("[pypi\n=\npassword=kiebitz-1", &["kiebitz-1"]),
        Case::new(
            "pip",
            "pip.conf",
            "[global]\nindex-url = https://ada:kiebitz-1@pypi.plover.example/simple\nextra-index-url = https://pypi.org/simple\n",
            &[("index-url (ada@pypi.plover.example)", "kiebitz-1", Literal, Password)],
        )
        .damaged_unseen("index-url = https://a:\nx = https://a:kiebitz-1@b", &["kiebitz-1"]),
        Case::new(
            "cargo",
            "home/.cargo/credentials.toml",
            "[registry]\ntoken = \"kiebitz-1\"\n[registries.own]\ntoken = \"Bearer kiebitz-2\"\n",
            &[
                ("registry.token", "kiebitz-1", Literal, Token),
                ("registries.own.token", "Bearer kiebitz-2", Literal, Token),
            ],
        )
        .damaged_unseen("[registry\ntoken = kiebitz-1\ntoken", &["kiebitz-1"]),
        Case::new(
            "maven",
            "home/.m2/settings.xml",
            "<settings>\n<servers><server><id>own</id><username>ada</username><password>kiebitz&amp;1</password></server>\n<server><id>two</id><password>{COQLCE6DU6GtcS5P}</password></server></servers></settings>",
            &[
                ("password@own", "kiebitz&1", Literal, Password),
                ("password@two", "{COQLCE6DU6GtcS5P}", State::Encrypted, Password),
            ],
        )
        .damaged("<settings><server><password>kiebitz-1</password></server><server><pass", &["kiebitz-1"]),
        Case::new(
            "nuget",
            "NuGet.Config",
            "<configuration><packageSourceCredentials><own>\n<add key=\"Username\" value=\"ada\" />\n<add key=\"ClearTextPassword\" value=\"kiebitz-1\" />\n<add key=\"Password\" value=\"AQAAANCMnd8B\" /></own></packageSourceCredentials></configuration>",
            &[
                ("ClearTextPassword", "kiebitz-1", Literal, Password),
                ("Password", "AQAAANCMnd8B", State::Encrypted, Password),
            ],
        )
        .damaged("<c><add key=\"ClearTextPassword\" value=\"kiebitz-1\"/><add", &["kiebitz-1"]),
        Case::new(
            "composer",
            "auth.json",
            "{\"http-basic\": {\"repo.plover.example\": {\"username\": \"ada\", \"password\": \"kiebitz-1\"}},\n \"github-oauth\": {\"github.com\": \"kiebitz-2\"}}",
            &[
                ("github-oauth.github.com", "kiebitz-2", Literal, Token),
                ("ada@repo.plover.example", "kiebitz-1", Literal, Password),
            ],
        )
        .damaged("{\"github-oauth\": {\"github.com\": \"kiebitz-2\", x", &["kiebitz-2"]),
        Case::new(
            "gem",
            "home/.gem/credentials",
            "---\n:rubygems_api_key: kiebitz-1\nBUNDLE_GEMS__PLOVER__EXAMPLE: \"ada:kiebitz-2\"\n",
            &[
                ("rubygems_api_key", "kiebitz-1", Literal, Token),
                ("BUNDLE_GEMS__PLOVER__EXAMPLE", "ada:kiebitz-2", Literal, Credentials),
            ],
        )
        .damaged("???\n:rubygems_api_key: kiebitz-1\na: 'b\n", &["kiebitz-1"]),
        Case::new(
            "shadow",
            "etc/shadow",
            "root:$6$abc$kiebitzkiebitz1:19000:0:99999:7:::\ndaemon:*:19000:0:::::\nada:!$6$abc$kiebitzkiebitz2:1::::::\nbo:!!:1::::::\n",
            &[
                ("root", "$6$abc$kiebitzkiebitz1", Literal, PasswordHash),
                ("daemon", "*", Empty, PasswordHash),
                ("ada", "$6$abc$kiebitzkiebitz2", Literal, PasswordHash),
                ("bo", "!!", Empty, PasswordHash),
            ],
        )
        .damaged("nothing\n:x\nada:$1$kiebitz1:1:\n", &["$1$kiebitz1"]),
        Case::new(
            "htpasswd",
            "var/www/.htpasswd",
            "ada:$apr1$abc$kiebitzkiebitz1\nbo:{PLAIN}kiebitz-2\n",
            &[
                ("ada", "$apr1$abc$kiebitzkiebitz1", Literal, PasswordHash),
                ("bo", "kiebitz-2", Literal, Password),
            ],
        )
        .damaged("nothing\nada:$apr1$kiebitz1\n", &["$apr1$kiebitz1"]),
        Case::new(
            "passwd",
            "etc/proftpdpasswd",
            "ada:$1$abc$kiebitzkiebitz1:1001:1001::/home/ada:/bin/false\n",
            &[("ada", "$1$abc$kiebitzkiebitz1", Literal, PasswordHash)],
        )
        .damaged("ada:$1$kiebitz1:1:1::/:/x\nnothing\n", &["$1$kiebitz1"]),
        Case::new(
            "passwd",
            "etc/ppp/chap-secrets",
            "# client server secret\nada * \"kiebitz-1\" *\n",
            &[("ada@*", "kiebitz-1", Literal, Password)],
        )
        .damaged("ada * kiebitz-1 *\nnothing\n", &["kiebitz-1"]),
        Case::new(
            "passwd",
            "etc/postfix/sasl_passwd",
            "[smtp.sendgrid.net]:587 apikey:kiebitz-1\n",
            &[("apikey@[smtp.sendgrid.net]:587", "kiebitz-1", Literal, Password)],
        )
        .damaged("[a]:1 b:kiebitz-1\nnothing\n", &["kiebitz-1"]),
    ]
}
