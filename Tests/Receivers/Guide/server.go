// The guide's receiver in Go behind an HTTP server; its function stands in a file beside this one.
package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
)

func main() {
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		panic(err)
	}
	var lock sync.Mutex
	stored := map[string][]byte{}
	store := func(id string, body []byte) error {
		lock.Lock()
		defer lock.Unlock()
		if _, isThere := stored[id]; !isThere {
			stored[id] = body
		}
		return nil
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			lock.Lock()
			defer lock.Unlock()
			fmt.Fprint(w, len(stored))
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.WriteHeader(receive(key, r.Header, body, store))
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stdout, listener.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listener, nil))
}
