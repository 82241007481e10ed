fn main() {
    kubecore_web::worker::serve();
}
