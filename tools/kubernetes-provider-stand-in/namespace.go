package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// directoryVariable names the directory that holds one manifest a namespace: <name>.json.
const directoryVariable = "KUBERNETES_STAND_IN_DIR"

// namespace is kubernetes_namespace_v1, kept in a file instead of a cluster.
type namespace struct{}

type state struct {
	ID       types.String `tfsdk:"id"`
	Metadata []metadata   `tfsdk:"metadata"`
	Wait     types.Bool   `tfsdk:"wait_for_default_service_account"`
}

type metadata struct {
	Annotations     map[string]string `tfsdk:"annotations"`
	GenerateName    types.String      `tfsdk:"generate_name"`
	Generation      types.Int64       `tfsdk:"generation"`
	Labels          map[string]string `tfsdk:"labels"`
	Name            types.String      `tfsdk:"name"`
	ResourceVersion types.String      `tfsdk:"resource_version"`
	UID             types.String      `tfsdk:"uid"`
}

// manifest is what is kept.
type manifest struct {
	APIVersion string     `json:"apiVersion"`
	Kind       string     `json:"kind"`
	Metadata   objectMeta `json:"metadata"`
}

type objectMeta struct {
	Name        string            `json:"name"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

func (namespace) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_namespace_v1"
}

// Schema follows the documentation of kubernetes_namespace_v1 at 2.38.0 (docs/resources/namespace_v1.md), but for its
// timeouts.
// https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs/resources/namespace_v1
func (namespace) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	texts := schema.MapAttribute{Optional: true, ElementType: types.StringType}
	response.Schema = schema.Schema{
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{Computed: true, PlanModifiers: keep},
			"wait_for_default_service_account": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
			},
		},
		Blocks: map[string]schema.Block{
			"metadata": schema.ListNestedBlock{
				Validators: []validator.List{listvalidator.IsRequired(), listvalidator.SizeBetween(1, 1)},
				NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
					"annotations":   texts,
					"generate_name": schema.StringAttribute{Optional: true},
					"generation":    schema.Int64Attribute{Computed: true},
					"labels":        texts,
					"name": schema.StringAttribute{
						Optional:      true,
						Computed:      true,
						PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
					},
					"resource_version": schema.StringAttribute{Computed: true},
					"uid":              schema.StringAttribute{Computed: true, PlanModifiers: keep},
				}},
			},
		},
	}
}

// Create refuses a namespace that is there, as the API server does.
func (namespace) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	planned := planOf(ctx, request.Plan.Get, &response.Diagnostics)
	if response.Diagnostics.HasError() {
		return
	}
	name := planned.Metadata[0].Name.ValueString()
	if _, err := read(name); err == nil {
		response.Diagnostics.AddError(fmt.Sprintf("namespaces %q already exists", name), "")
		return
	}
	write(&planned, &response.Diagnostics)
	response.Diagnostics.Append(response.State.Set(ctx, planned)...)
}

func (namespace) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	planned := planOf(ctx, request.Plan.Get, &response.Diagnostics)
	if response.Diagnostics.HasError() {
		return
	}
	write(&planned, &response.Diagnostics)
	response.Diagnostics.Append(response.State.Set(ctx, planned)...)
}

// Read forgets a namespace that was deleted behind its back.
func (namespace) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var id types.String
	response.Diagnostics.Append(request.State.GetAttribute(ctx, path.Root("id"), &id)...)
	there, err := read(id.ValueString())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		response.State.RemoveResource(ctx)
	case err != nil:
		response.Diagnostics.AddError("Reading the namespace failed", err.Error())
	default:
		known := state{
			Wait: types.BoolValue(false),
			Metadata: []metadata{{
				Name:        types.StringValue(there.Metadata.Name),
				Labels:      there.Metadata.Labels,
				Annotations: there.Metadata.Annotations,
			}},
		}
		complete(&known)
		response.Diagnostics.Append(response.State.Set(ctx, known)...)
	}
}

func (namespace) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	known := planOf(ctx, request.State.Get, &response.Diagnostics)
	file, err := fileOf(known.ID.ValueString())
	if err == nil {
		err = os.Remove(file)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		response.Diagnostics.AddError("Deleting the namespace failed", err.Error())
	}
}

// ImportState takes the name for the id, as the real provider does.
func (namespace) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), request, response)
}

func planOf(ctx context.Context, get func(context.Context, any) diag.Diagnostics, problems *diag.Diagnostics) state {
	var known state
	problems.Append(get(ctx, &known)...)
	return known
}

func write(planned *state, problems *diag.Diagnostics) {
	given := planned.Metadata[0]
	name := given.Name.ValueString()
	file, err := fileOf(name)
	if err == nil {
		var content []byte
		content, err = json.MarshalIndent(manifest{
			APIVersion: "v1",
			Kind:       "Namespace",
			Metadata:   objectMeta{Name: name, Labels: given.Labels, Annotations: given.Annotations},
		}, "", "  ")
		if err == nil {
			err = os.WriteFile(file, append(content, '\n'), 0o600)
		}
	}
	if err != nil {
		problems.AddError("Keeping the namespace failed", err.Error())
	}
	complete(planned)
}

// complete fills in what a cluster would say.
func complete(known *state) {
	its := &known.Metadata[0]
	known.ID = its.Name
	its.Generation = types.Int64Value(0)
	its.ResourceVersion = types.StringValue("1")
	its.UID = types.StringValue("stand-in-" + its.Name.ValueString())
}

func read(name string) (there manifest, err error) {
	file, err := fileOf(name)
	if err != nil {
		return there, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return there, err
	}
	return there, json.Unmarshal(content, &there)
}

func fileOf(name string) (string, error) {
	directory := os.Getenv(directoryVariable)
	if directory == "" {
		return "", fmt.Errorf("the stand-in for the Kubernetes provider keeps namespaces in a directory: set %s", directoryVariable)
	}
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return "", err
	}
	return filepath.Join(directory, name+".json"), nil
}
