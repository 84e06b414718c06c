// A checkout service and the payments service that it calls, in one program.
//
// No line here is about tracing: the instrumentation is loaded by the runtime before the program.

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Diagnostics;

var builder = WebApplication.CreateBuilder(args);
var port = builder.Configuration.GetValue("PORT", 8080);
// All of what a checkout calls.
var paymentsUrl = builder.Configuration.GetValue("PAYMENTS_URL", $"http://localhost:{port}/payments");
var slowPayment = TimeSpan.FromMilliseconds(builder.Configuration.GetValue("SLOW_PAYMENT_MS", 700));

builder.WebHost.UseUrls($"http://*:{port}");
// One JSON object a line. Its scopes hold TraceId and SpanId.
builder.Logging.ClearProviders().AddJsonConsole(console => console.IncludeScopes = true);
builder.Services.AddHttpClient("payments", client => client.Timeout = TimeSpan.FromSeconds(30));

var app = builder.Build();

// A 5xx answer marks the span as failed, so the collector keeps the trace. A 4xx answer would not.
app.UseExceptionHandler(failure => failure.Run(async context =>
{
    var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
    await context.Response.WriteAsJsonAsync(new { error = error?.Message });
}));

app.MapGet("/healthz", () => new { status = "ok" });

app.MapGet("/checkout", async (
    HttpRequest request, IHttpClientFactory clients, ILogger<Program> log, CancellationToken cancellation) =>
{
    // The trace context travels in the headers of this call.
    var answer = await clients.CreateClient("payments").GetAsync(paymentsUrl + request.QueryString, cancellation);
    if (!answer.IsSuccessStatusCode)
    {
        throw new InvalidOperationException($"payments answered {(int)answer.StatusCode}");
    }
    var payment = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation);
    log.LogInformation("order paid, payment {Payment}", payment?["id"]?.ToString());
    return new { status = "paid", payment };
});

app.MapGet("/payments", async (string? slow, string? fail, CancellationToken cancellation) =>
{
    if (slow is not null)
    {
        await Task.Delay(slowPayment, cancellation);
    }
    if (fail is not null)
    {
        throw new InvalidOperationException("card declined");
    }
    return new { id = Guid.NewGuid() };
});

app.Run();

/// <summary>Named for the tests.</summary>
public partial class Program;
