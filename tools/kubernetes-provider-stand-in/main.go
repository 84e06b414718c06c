// A stand-in for the Terraform provider hashicorp/kubernetes 2.38.0, which no package registry serves.
//
// It has the real provider's schema of what is used here, so Terraform accepts and refuses the same configuration, but it
// talks to no cluster: it keeps each namespace as a manifest in the directory that KUBERNETES_STAND_IN_DIR names, for tests
// to read and to give to a real API server. What passes with it has not passed with the provider.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	err := providerserver.Serve(context.Background(), newProvider, providerserver.ServeOpts{
		Address:         "registry.terraform.io/hashicorp/kubernetes",
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}
