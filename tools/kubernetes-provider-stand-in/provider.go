package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type standIn struct{}

func newProvider() provider.Provider { return standIn{} }

func (standIn) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "kubernetes"
	response.Version = "2.38.0"
}

// Schema follows "Argument Reference" of the provider's documentation at 2.38.0 (docs/index.md). Version 3 has the same.
// https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs
func (standIn) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	text := schema.StringAttribute{Optional: true}
	requiredText := schema.StringAttribute{Required: true}
	flag := schema.BoolAttribute{Optional: true}
	texts := schema.ListAttribute{Optional: true, ElementType: types.StringType}

	response.Schema = schema.Schema{
		Attributes: map[string]schema.Attribute{
			"client_certificate":       text,
			"client_key":               text,
			"cluster_ca_certificate":   text,
			"config_context":           text,
			"config_context_auth_info": text,
			"config_context_cluster":   text,
			"config_path":              text,
			"config_paths":             texts,
			"host":                     text,
			"ignore_annotations":       texts,
			"ignore_labels":            texts,
			"insecure":                 flag,
			"password":                 text,
			"proxy_url":                text,
			"tls_server_name":          text,
			"token":                    text,
			"username":                 text,
		},
		Blocks: map[string]schema.Block{
			"exec": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
				Attributes: map[string]schema.Attribute{
					"api_version": requiredText,
					"command":     requiredText,
					"args":        texts,
					"env":         schema.MapAttribute{Optional: true, ElementType: types.StringType},
				},
			}},
		},
	}
}

// Configure needs nothing: there is no cluster.
func (standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (standIn) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return namespace{} }}
}

func (standIn) DataSources(context.Context) []func() datasource.DataSource { return nil }
