//! Programs that `cargo xtask` took from npm.

use std::fs;
use std::path::PathBuf;

/// A file of a package, where `cargo xtask` puts such; `None` if it is not there.
pub fn program(package: &str, file: &str) -> Option<PathBuf> {
    let from = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = from("XDG_CACHE_HOME").or_else(|| Some(from("HOME")?.join(".cache")))?;
    let begin = [package, "-"].concat();
    let tools = fs::read_dir(cache.join("kubecore/tools")).ok()?;
    let homes = tools.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begin))
    });
    let mut files = homes.map(|home| home.join("node_modules").join(package).join(file));
    files.find(|file| file.is_file())
}
