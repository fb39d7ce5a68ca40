use super::{Case, Kind, State};

use Kind::{ConnectionString, EncryptionKey, Password, PasswordHash, Token};
use State::{Empty, Encrypted, Literal, Placeholder, Reference};

pub fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "php_settings",
            "public/wp-config.php",
            "<?php\ndefine( 'DB_NAME', 'shop' );\ndefine('DB_PASSWORD', 'kie\\'bitz');\ndefine('AUTH_SALT', 'put your unique phrase here');\n$db['default'] = array('password' => \"kiebitz-2\", 'hostname' => 'h');\nreturn ['key' => env('APP_KEY', 'kiebitz-3')];\n",
            &[
                ("DB_PASSWORD", "kie'bitz", Literal, Password),
                ("password", "kiebitz-2", Literal, Password),
                ("key", "kiebitz-3", Literal, Token),
            ],
        )
        .damaged_unseen("<?php define('DB_PASSWORD', 'kiebitz-1'); define('A_KEY', 'open", &["kiebitz-1"]),
        Case::new(
            "salesforce_js",
            "web/js/salesforce.js",
            "const jsforce = require('jsforce');\nconst conn = new jsforce.Connection({ loginUrl: 'https://x' });\nconn.login('ada@plover.example', 'kiebitz-1', cb);\nconst clientSecret = \"kiebitz-2\"; // password: 'x'\nlet token = process.env.TOKEN || 'kiebitz-3';\n",
            &[
                ("login ada@plover.example", "kiebitz-1", Literal, Password),
                ("clientSecret", "kiebitz-2", Literal, Token),
                ("token", "kiebitz-3", Literal, Token),
            ],
        )
        .damaged_unseen("jsforce.login('a', 'kiebitz-1'); x = `open\npassword: 'y", &["kiebitz-1"]),
        Case::new(
            "python_settings",
            "shop/settings.py",
            "SECRET_KEY = 'kiebitz-1'\nDATABASES = {'default': {'NAME': 'shop', 'PASSWORD': \"kiebitz-2\"}}\nSTRIPE_KEY = os.environ.get('STRIPE_KEY', 'changeme')\n# TOKEN = 'x'\n",
            &[
                ("SECRET_KEY", "kiebitz-1", Literal, Token),
                ("PASSWORD", "kiebitz-2", Literal, Password),
                ("STRIPE_KEY", "changeme", Placeholder, Token),
            ],
        )
        .damaged_unseen("SECRET_KEY = 'kiebitz-1'\nA_TOKEN = \"\"\"open", &["kiebitz-1"]),
        Case::new(
            "filezilla",
            "filezilla/sitemanager.xml",
            "<?xml version=\"1.0\"?><FileZilla3><Servers>\n<Server><Host>ftp.plover.example</Host><User>ada</User><Pass encoding=\"base64\">a2llYml0ei0x</Pass></Server>\n<Server><Host>h</Host><Pass encoding=\"crypt\">abc</Pass></Server>\n<Server><Host>old</Host><Pass>kiebitz-2</Pass></Server></Servers></FileZilla3>",
            &[
                ("ada@ftp.plover.example", "kiebitz-1", Literal, Password),
                ("h", "abc", Encrypted, Password),
                ("old", "kiebitz-2", Literal, Password),
            ],
        )
        .damaged("<FileZilla3><Server><Pass encoding=\"base64\">?</Pass></Server><Server><Pass>kiebitz-1</Pass></Server>", &["kiebitz-1"]),
        Case::new(
            "dbeaver",
            "db/dbeaver-data-sources.xml",
            "<data-sources><data-source id=\"a\" provider=\"postgresql\" name=\"Shop\">\n<connection host=\"db.plover.example\" user=\"ada\" password=\"OwEKLE4jpQ==\" url=\"jdbc:postgresql://ada:kiebitz-2@h/d\"/></data-source></data-sources>",
            &[
                ("ada@db.plover.example", "OwEKLE4jpQ==", Literal, Password),
                ("ada@db.plover.example", "jdbc:postgresql://ada:kiebitz-2@h/d", Literal, ConnectionString),
            ],
        )
        .damaged("<data-sources><data-source><connection password=\"kiebitz-1\"/></data-source><data", &["kiebitz-1"]),
        Case::new(
            "sites_json",
            ".vscode/sftp.json",
            "{\n  // the shop\n  \"host\": \"ftp.plover.example\", \"username\": \"ada\",\n  \"password\": \"kiebitz-1\", \"passive\": true,\n  \"profiles\": {\"live\": {\"host\": \"live\", \"username\": \"bo\", \"passphrase\": true, \"password\": \"\"}},\n}",
            &[
                ("ada@ftp.plover.example", "kiebitz-1", Literal, Password),
                ("bo@live", "", Empty, Password),
            ],
        )
        .damaged("{\"host\": \"h\" \"password\": \"x\", \"pass\": \"kiebitz-1\"", &["kiebitz-1"]),
        Case::new(
            "sessions",
            "WinSCP.ini",
            "[Sessions\\shop]\nHostName=ftp.plover.example\nUserName=ada\nPassword=A35C4A5F\n",
            &[("ada@ftp.plover.example", "A35C4A5F", Literal, Password)],
        )
        .damaged_unseen("[a\nPassword=kiebitz-1\nPassword", &["kiebitz-1"]),
        Case::new(
            "browser_logins",
            "firefox/logins.json",
            "{\"nextId\": 2, \"logins\": [{\"hostname\": \"https://plover.example\", \"encryptedPassword\": \"MDIEEPgAAAAA\"}]}",
            &[("https://plover.example", "MDIEEPgAAAAA", Encrypted, Password)],
        )
        .damaged("{\"logins\": [{\"hostname\": \"a\", \"encryptedPassword\": \"MDIE\"}, {", &["MDIE"]),
        Case::new(
            "irssi",
            "home/.irssi/config",
            "servers = (\n  { address = \"irc.plover.example\"; port = \"6697\"; password = \"kiebitz-1\"; }\n);\nchatnets = {\n  plover = {\n    type = \"IRC\";\n    autosendcmd = \"/^msg NickServ identify ada kiebitz-2;wait 2000\";\n    sasl_password = \"kiebitz-3\";\n  };\n};\n",
            &[
                ("irc.plover.example.password", "kiebitz-1", Literal, Password),
                ("plover.identify", "kiebitz-2", Literal, Password),
                ("plover.sasl_password", "kiebitz-3", Literal, Password),
            ],
        )
        .damaged_unseen("servers = (\n{ password = \"kiebitz-1\"; password = \"open", &["kiebitz-1"]),
        Case::new(
            "weechat",
            "home/.weechat/irc.conf",
            "[server]\nplover.sasl_password = \"kiebitz-1\"\nplover.password = \"${sec.data.plover}\"\nplover.command = \"/msg nickserv identify kiebitz-2\"\n[data]\n__passphrase__ = on\nplover = \"5CF0\"\n",
            &[
                ("server.plover.sasl_password", "kiebitz-1", Literal, Password),
                ("server.plover.password", "${sec.data.plover}", Reference, Password),
                ("plover.command.identify", "kiebitz-2", Literal, Password),
                ("data.plover", "5CF0", Encrypted, Password),
            ],
        )
        .damaged_unseen("[server\na.password = \"kiebitz-1\"\nb", &["kiebitz-1"]),
        Case::new(
            "sql_dump",
            "db/dump.sql",
            "-- dump; 'x'\nCREATE TABLE `wp_users` (\n  `ID` bigint(20) NOT NULL DEFAULT '0',\n  `user_login` varchar(60),\n  `user_pass` varchar(255) DEFAULT '',\n  PRIMARY KEY (`ID`)\n);\nINSERT INTO `wp_users` VALUES (1,'ada','$P$kiebitz1'),(2,'bo; it''s',NULL);\nINSERT INTO users (name, password_hash, created) VALUES ('ada', 'kiebitz-2', now());\nCOPY public.accounts (id, api_token) FROM stdin;\n1\tkiebitz-3\n2\t\\N\n\\.\nCREATE USER 'shop'@'%' IDENTIFIED BY 'kiebitz-4';\nALTER ROLE ada WITH LOGIN PASSWORD 'md5kiebitz5';\n",
            &[
                ("wp_users.user_pass", "$P$kiebitz1", Literal, PasswordHash),
                ("wp_users.user_pass", "NULL", Empty, PasswordHash),
                ("users.password_hash", "kiebitz-2", Literal, PasswordHash),
                ("accounts.api_token", "kiebitz-3", Literal, Token),
                ("accounts.api_token", "\\N", Empty, Token),
                ("shop", "kiebitz-4", Literal, Password),
                ("ada", "md5kiebitz5", Literal, PasswordHash),
            ],
        )
        .damaged("INSERT INTO u (password) VALUES ('kiebitz-1'), ('open;\nINSERT INTO u (password) VALUES (", &["kiebitz-1"]),
        Case::new(
            "rails_settings",
            "config/database.yml",
            "default: &default\n  adapter: postgresql\n  password: <%= ENV['DB_PASSWORD'] %>\nproduction:\n  <<: *default\n  password: kiebitz-1\n  url: postgres://ada:kiebitz-2@h/d\nsecret_key_base: kiebitz-3\n",
            &[
                ("default.password", "<%= ENV['DB_PASSWORD'] %>", Reference, Password),
                ("production.password", "kiebitz-1", Literal, Password),
                ("production.url", "postgres://ada:kiebitz-2@h/d", Literal, ConnectionString),
                ("secret_key_base", "kiebitz-3", Literal, EncryptionKey),
            ],
        )
        .damaged("production:\n  password: kiebitz-1\n\t???\n  a: \"b\n", &["kiebitz-1"]),
    ]
}
