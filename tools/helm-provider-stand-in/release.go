package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"sigs.k8s.io/yaml"
)

// directoryVariable names the directory that holds one file a release: <namespace>.<name>.json.
const directoryVariable = "HELM_STAND_IN_DIR"

// release is helm_release, kept in a file instead of a cluster.
type release struct{}

// kept is the content of a release's file.
type kept struct {
	StandIn  bool           `json:"stand_in"` // so that nobody takes the file for Helm's
	Revision int64          `json:"revision"` // 1 when created, one more for each update
	Given    map[string]any `json:"given"`    // the attributes, defaults included; values as the raw documents
	Values   map[string]any `json:"values"`   // the documents of values, merged in order; a null stays, as for the real one
}

func (release) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_release"
}

// ModifyPlan refuses values that are not YAML at plan time, once they are known.
func (release) ModifyPlan(_ context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	if request.Plan.Raw.IsNull() {
		return
	}
	given := plain(request.Plan.Raw).(map[string]any)
	if _, err := mergedValues(given); err != nil {
		response.Diagnostics.AddAttributeError(path.Root("values"), "values is not YAML", err.Error())
	}
}

func (release) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	given := plain(request.Plan.Raw).(map[string]any)
	file, err := fileOf(given)
	if err != nil {
		response.Diagnostics.AddError("Installation failed", err.Error())
		return
	}
	if _, err := os.Stat(file); err == nil && given["upgrade_install"] != true && given["replace"] != true {
		response.Diagnostics.AddError("Installation failed", "cannot re-use a name that is still in use: "+file)
		return
	}
	response.State.Raw = request.Plan.Raw
	keep(ctx, file, given, 1, &response.State, &response.Diagnostics)
}

func (release) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	given := plain(request.Plan.Raw).(map[string]any)
	before, file, err := read(given)
	if err != nil {
		response.Diagnostics.AddError("Upgrade failed", err.Error())
		return
	}
	response.State.Raw = request.Plan.Raw
	keep(ctx, file, given, before.Revision+1, &response.State, &response.Diagnostics)
}

// Read forgets a release whose file is gone, as the real provider forgets one that was uninstalled behind its back.
func (release) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	_, _, err := read(plain(request.State.Raw).(map[string]any))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		response.State.RemoveResource(ctx)
	case err != nil:
		response.Diagnostics.AddError("Reading the release failed", err.Error())
	}
}

func (release) Delete(_ context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	file, err := fileOf(plain(request.State.Raw).(map[string]any))
	if err == nil {
		err = os.Remove(file)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		response.Diagnostics.AddError("Uninstall failed", err.Error())
	}
}

// keep writes the release's file and fills in what Terraform wants to know after an apply.
func keep(ctx context.Context, file string, given map[string]any, revision int64, state *tfsdk.State, problems *diag.Diagnostics) {
	values, err := mergedValues(given)
	if err != nil {
		problems.AddAttributeError(path.Root("values"), "values is not YAML", err.Error())
		return
	}
	content, err := json.MarshalIndent(kept{StandIn: true, Revision: revision, Given: given, Values: values}, "", "  ")
	if err == nil {
		err = os.WriteFile(file, append(content, '\n'), 0o600)
	}
	if err != nil {
		problems.AddError("Keeping the release failed", err.Error())
		return
	}

	valuesJSON, _ := json.Marshal(values) // cannot fail: it was marshalled above
	name, namespace := given["name"].(string), given["namespace"].(string)
	version, _ := given["version"].(string)
	description, _ := given["description"].(string)
	computed := map[string]any{
		"id":          name,
		"status":      "deployed",
		"version":     version,
		"description": description,
		"manifest":    types.StringNull(),
		"resources":   types.MapNull(types.StringType),
		"metadata": metadata{
			Chart:     given["chart"].(string),
			Name:      name,
			Namespace: namespace,
			Revision:  revision,
			Values:    string(valuesJSON),
			Version:   version,
		},
	}
	for attribute, value := range computed {
		problems.Append(state.SetAttribute(ctx, path.Root(attribute), value)...)
	}
}

type metadata struct {
	AppVersion    string `tfsdk:"app_version"`
	Chart         string `tfsdk:"chart"`
	FirstDeployed int64  `tfsdk:"first_deployed"`
	LastDeployed  int64  `tfsdk:"last_deployed"`
	Name          string `tfsdk:"name"`
	Namespace     string `tfsdk:"namespace"`
	Notes         string `tfsdk:"notes"`
	Revision      int64  `tfsdk:"revision"`
	Values        string `tfsdk:"values"`
	Version       string `tfsdk:"version"`
}

func read(given map[string]any) (before kept, file string, err error) {
	if file, err = fileOf(given); err != nil {
		return before, file, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return before, file, err
	}
	return before, file, json.Unmarshal(content, &before)
}

func fileOf(given map[string]any) (string, error) {
	directory := os.Getenv(directoryVariable)
	if directory == "" {
		return "", fmt.Errorf("the stand-in for the Helm provider keeps releases in a directory: set %s", directoryVariable)
	}
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return "", err
	}
	return filepath.Join(directory, fmt.Sprintf("%s.%s.json", given["namespace"], given["name"])), nil
}

// mergedValues parses the documents with Helm's own YAML parser: maps merge, everything else replaces.
func mergedValues(given map[string]any) (map[string]any, error) {
	merged := map[string]any{}
	documents, _ := given["values"].([]any)
	for index, document := range documents {
		content, known := document.(string)
		if !known {
			continue
		}
		var values map[string]any
		if err := yaml.Unmarshal([]byte(content), &values); err != nil {
			return nil, fmt.Errorf("values[%d]: %w", index, err)
		}
		merge(merged, values)
	}
	return merged, nil
}

func merge(into, from map[string]any) {
	for key, value := range from {
		before, beforeIsMap := into[key].(map[string]any)
		after, afterIsMap := value.(map[string]any)
		if beforeIsMap && afterIsMap {
			merge(before, after)
		} else {
			into[key] = value
		}
	}
}

// plain turns a Terraform value into what encoding/json takes; unknown values become nil.
func plain(value tftypes.Value) any {
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	switch valueType := value.Type(); {
	case valueType.Is(tftypes.String):
		return as[string](value)
	case valueType.Is(tftypes.Bool):
		return as[bool](value)
	case valueType.Is(tftypes.Number):
		number := as[*big.Float](value)
		return json.Number(number.Text('f', -1))
	case valueType.Is(tftypes.Object{}), valueType.Is(tftypes.Map{}):
		result := map[string]any{}
		for key, element := range as[map[string]tftypes.Value](value) {
			result[key] = plain(element)
		}
		return result
	default: // list, set, tuple
		result := []any{}
		for _, element := range as[[]tftypes.Value](value) {
			result = append(result, plain(element))
		}
		return result
	}
}

func as[T any](value tftypes.Value) T {
	var result T
	if err := value.As(&result); err != nil {
		panic(err) // plain asked for another type than the value has
	}
	return result
}
