package main

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Schema follows the documentation of helm_release at 3.1.1 (docs/resources/release.md), with its defaults, and for what
// that page still calls a block the v3 upgrade guide (docs/guides/v3-upgrade-guide.md): every block became an attribute.
// https://registry.terraform.io/providers/hashicorp/helm/3.1.1/docs/resources/release
func (release) Schema(ctx context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	text := schema.StringAttribute{Optional: true}
	requiredText := schema.StringAttribute{Required: true}
	secretText := schema.StringAttribute{Optional: true, Sensitive: true}
	texts := schema.ListAttribute{Optional: true, ElementType: types.StringType}
	computedText := schema.StringAttribute{Computed: true}
	computedNumber := schema.Int64Attribute{Computed: true}

	response.Schema = schema.Schema{
		Version: 2,
		Attributes: map[string]schema.Attribute{
			"atomic":                     flag(false),
			"chart":                      requiredText,
			"cleanup_on_fail":            flag(false),
			"create_namespace":           flag(false),
			"dependency_update":          flag(false),
			"description":                schema.StringAttribute{Optional: true, Computed: true},
			"devel":                      schema.BoolAttribute{Optional: true},
			"disable_crd_hooks":          flag(false),
			"disable_openapi_validation": flag(false),
			"disable_webhooks":           flag(false),
			"force_update":               flag(false),
			"id":                         computedText,
			"keyring":                    text,
			"lint":                       flag(false),
			"manifest":                   computedText,
			"max_history":                number(0),
			"metadata": schema.SingleNestedAttribute{Computed: true, Attributes: map[string]schema.Attribute{
				"app_version":    computedText,
				"chart":          computedText,
				"first_deployed": computedNumber,
				"last_deployed":  computedNumber,
				"name":           computedText,
				"namespace":      computedText,
				"notes":          computedText,
				"revision":       computedNumber,
				"values":         computedText,
				"version":        computedText,
			}},
			"name": schema.StringAttribute{
				Required:      true,
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:    []validator.String{stringvalidator.LengthBetween(1, 53)},
			},
			"namespace": schema.StringAttribute{
				Optional:      true,
				Computed:      true,
				Default:       stringdefault.StaticString(defaultNamespace()),
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"pass_credentials": flag(false),
			"postrender": schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
				"binary_path": requiredText,
				"args":        texts,
			}},
			"recreate_pods":         flag(false),
			"render_subchart_notes": flag(true),
			"replace":               flag(false),
			"repository":            text,
			"repository_ca_file":    text,
			"repository_cert_file":  text,
			"repository_key_file":   text,
			"repository_password":   secretText,
			"repository_username":   text,
			"reset_values":          flag(false),
			"resources":             schema.MapAttribute{Computed: true, ElementType: types.StringType},
			"reuse_values":          flag(false),
			"set": list(map[string]schema.Attribute{
				"name":  requiredText,
				"value": text,
				"type": schema.StringAttribute{
					Optional:   true,
					Computed:   true,
					Default:    stringdefault.StaticString(""),
					Validators: oneOf("auto", "string", "literal"),
				},
			}),
			"set_list": list(map[string]schema.Attribute{
				"name":  requiredText,
				"value": schema.ListAttribute{Required: true, ElementType: types.StringType},
			}),
			"set_sensitive": list(map[string]schema.Attribute{
				"name":  requiredText,
				"value": schema.StringAttribute{Required: true, Sensitive: true},
				"type":  schema.StringAttribute{Optional: true, Validators: oneOf("auto", "string", "literal")},
			}),
			"set_wo": schema.ListNestedAttribute{
				Optional:  true,
				WriteOnly: true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"name":  schema.StringAttribute{Required: true, WriteOnly: true},
					"value": schema.StringAttribute{Required: true, WriteOnly: true},
					"type":  schema.StringAttribute{Optional: true, WriteOnly: true, Validators: oneOf("auto", "string")},
				}},
			},
			"set_wo_revision": schema.Int64Attribute{
				Optional:   true,
				Validators: []validator.Int64{int64validator.AtLeast(1)},
			},
			"skip_crds":      flag(false),
			"status":         computedText,
			"take_ownership": flag(false),
			"timeout":        number(300),
			"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
				Create: true,
				Read:   true,
				Update: true,
				Delete: true,
			}),
			"upgrade_install": flag(false),
			"values":          texts,
			"verify":          flag(false),
			"version":         schema.StringAttribute{Optional: true, Computed: true},
			"wait":            flag(true),
			"wait_for_jobs":   flag(false),
		},
	}
}

func flag(preset bool) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(preset)}
}

func number(preset int64) schema.Int64Attribute {
	return schema.Int64Attribute{Optional: true, Computed: true, Default: int64default.StaticInt64(preset)}
}

func list(attributes map[string]schema.Attribute) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Optional:     true,
		NestedObject: schema.NestedAttributeObject{Attributes: attributes},
	}
}

func oneOf(values ...string) []validator.String {
	return []validator.String{stringvalidator.OneOf(values...)}
}

func defaultNamespace() string {
	if namespace := os.Getenv("HELM_NAMESPACE"); namespace != "" {
		return namespace
	}
	return "default"
}
