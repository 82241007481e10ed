//! What a person types to find a file.

/// Words that must all stand in the name of a machine or in a path.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Find(Vec<String>);

impl Find {
    /// The words of a text; capitals do not count. Names of files and machines are ASCII, and what more is
    /// needed for other letters takes 25 KB of a program.
    pub fn new(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_ascii_lowercase).collect())
    }

    /// Whether it asks for anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words that are left for a path, where a machine is called `name`.
    pub fn left(&self, name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        Self(self.0.iter().filter(|word| !name.contains(*word)).cloned().collect())
    }

    /// Every word is in the path.
    pub fn hits(&self, path: &str) -> bool {
        let path = path.to_ascii_lowercase();
        self.0.iter().all(|word| path.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_stand_in_the_machine_or_the_path() {
        let find = Find::new("  Worker-1 kubelet ");
        assert!(find.left("worker-1").hits("rootfs/etc/Kubelet.service"));
        assert!(!find.left("worker-2").hits("rootfs/etc/kubelet.service"));
        assert!(find.left("kubelet-worker-1").is_empty());
        assert!(Find::new(" ").is_empty());
    }
}
