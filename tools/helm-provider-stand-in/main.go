// A stand-in for the Terraform provider hashicorp/helm 3.1.1, which no package registry serves.
//
// It has the real provider's schema, so Terraform accepts and refuses the same configuration, but it talks to no
// cluster: it writes what a release was given to the directory that HELM_STAND_IN_DIR names, for tests to read.
// What passes with it has not passed with Helm.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	err := providerserver.Serve(context.Background(), newProvider, providerserver.ServeOpts{
		Address:         "registry.terraform.io/hashicorp/helm",
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}
