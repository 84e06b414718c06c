package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type standIn struct{}

func newProvider() provider.Provider { return standIn{} }

func (standIn) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "helm"
	response.Version = "3.1.1"
}

// Schema follows "Argument Reference" of the provider's documentation at 3.1.1 (docs/index.md), and for what that page
// still calls a block the v3 upgrade guide (docs/guides/v3-upgrade-guide.md): every block became an attribute.
// https://registry.terraform.io/providers/hashicorp/helm/3.1.1/docs
func (standIn) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	text := schema.StringAttribute{Optional: true}
	requiredText := schema.StringAttribute{Required: true}
	flag := schema.BoolAttribute{Optional: true}
	texts := schema.ListAttribute{Optional: true, ElementType: types.StringType}

	exec := schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
		"api_version": requiredText,
		"command":     requiredText,
		"args":        texts,
		"env":         schema.MapAttribute{Optional: true, ElementType: types.StringType},
	}}
	kubernetes := schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
		"client_certificate":       text,
		"client_key":               text,
		"cluster_ca_certificate":   text,
		"config_context":           text,
		"config_context_auth_info": text,
		"config_context_cluster":   text,
		"config_path": schema.StringAttribute{Optional: true, Validators: []validator.String{
			stringvalidator.ConflictsWith(path.MatchRoot("kubernetes").AtName("config_paths")),
		}},
		"config_paths":    texts,
		"exec":            exec,
		"host":            text,
		"insecure":        flag,
		"password":        text,
		"proxy_url":       text,
		"tls_server_name": text,
		"token":           text,
		"username":        text,
	}}
	registries := schema.ListNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{
		Attributes: map[string]schema.Attribute{
			"url":      requiredText,
			"username": requiredText,
			"password": requiredText,
		},
	}}
	experiments := schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
		"manifest": flag,
	}}

	response.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"burst_limit": schema.Int64Attribute{Optional: true},
		"debug":       flag,
		"experiments": experiments,
		"helm_driver": schema.StringAttribute{Optional: true, Validators: []validator.String{
			stringvalidator.OneOf("configmap", "secret", "memory", "sql"),
		}},
		"kubernetes":             kubernetes,
		"plugins_path":           text,
		"qps":                    schema.Float64Attribute{Optional: true},
		"registries":             registries,
		"registry_config_path":   text,
		"repository_cache":       text,
		"repository_config_path": text,
	}}
}

// Configure needs nothing: there is no cluster.
func (standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}

func (standIn) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return release{} }}
}

func (standIn) DataSources(context.Context) []func() datasource.DataSource { return nil }
