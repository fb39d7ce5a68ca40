//! What the kernel was asked to send: strace's account of a run, read for what leads away from this machine.

use std::path::Path;

/// The words that come before a program, so that it and everything it starts is followed.
pub fn before(log: &Path) -> Vec<&str> {
    let log = log.to_str().expect("a temporary folder's name is text");
    assert!(
        Path::new("/usr/bin/strace").is_file(),
        "strace is missing (Debian: strace)"
    );
    // Calls that can address a packet; of what they carry, only the address is wanted.
    let calls = "trace=connect,bind,sendto,sendmsg,sendmmsg";
    vec![
        "/usr/bin/strace",
        "-f",
        "-qq",
        "-s",
        "0",
        "-e",
        calls,
        "-e",
        "signal=none",
        "-o",
        log,
    ]
}

/// Lines that address another machine, or ask somebody on this one for the address of another.
pub fn outward(log: &str) -> Vec<&str> {
    log.lines().filter(|line| leads_away(line)).collect()
}

fn leads_away(line: &str) -> bool {
    // The system's own resolver is a neighbour that goes out and asks.
    if line.contains("/systemd/resolve") {
        return true;
    }
    let address = if line.contains("AF_INET6") {
        between(line, "\"", "\"")
    } else if line.contains("AF_INET") {
        between(line, "inet_addr(\"", "\"")
    } else {
        return false;
    };
    let port = between(line, "htons(", ")");
    let here = address.is_some_and(|address| {
        address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.")
    });
    // A name server may listen on this machine and still ask others.
    !here || port == Some("53")
}

fn between<'a>(line: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(start)?;
    rest.split_once(end).map(|(inside, _)| inside)
}

#[test]
fn addresses_of_strace_are_read_right() {
    for (line, away) in [
        (
            r#"12 connect(5, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X99"}, 20) = 0"#,
            false,
        ),
        (
            r#"12 sendto(9, {nlmsg_len=20}, 20, 0, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20"#,
            false,
        ),
        (
            r#"12 connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = -1 ENETUNREACH"#,
            true,
        ),
        (
            r#"12 connect(5, {sa_family=AF_INET, sin_port=htons(4444), sin_addr=inet_addr("127.0.0.1")}, 16) = 0"#,
            false,
        ),
        (
            r#"12 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0"#,
            true,
        ),
        (
            r#"12 connect(5, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = -1"#,
            true,
        ),
        (
            r#"12 bind(5, {sa_family=AF_INET6, sin6_port=htons(0), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0"#,
            false,
        ),
        (
            r#"12 bind(5, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("0.0.0.0")}, 16) = 0"#,
            true,
        ),
        (
            r#"12 connect(5, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0"#,
            true,
        ),
    ] {
        assert_eq!(outward(line).len() == 1, away, "{line}");
    }
}
