//! Files of a client's repository that say something about it: manifests, Dockerfiles, compose files, Terraform,
//! descriptions of interfaces, rules of what is ignored, licences, git's own settings. The first line is the path.

pub fn holds(bytes: &[u8]) {
    valise_intake::fuzzing::read_of_a_repository(bytes);
}
