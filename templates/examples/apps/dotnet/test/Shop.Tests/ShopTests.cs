using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Tests;

public sealed class ShopTests : IDisposable
{
    private const int SlowPaymentMs = 100;

    private readonly WebApplicationFactory<Program> payments;
    private readonly WebApplicationFactory<Program> checkout;
    private readonly HttpClient client;

    public ShopTests()
    {
        payments = new WebApplicationFactory<Program>().WithWebHostBuilder(
            host => host.UseSetting("SLOW_PAYMENT_MS", $"{SlowPaymentMs}"));
        checkout = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("PAYMENTS_URL", "http://localhost/payments");
            host.ConfigureServices(services => services
                .AddHttpClient("payments")
                .ConfigurePrimaryHttpMessageHandler(() => payments.Server.CreateHandler()));
        });
        client = checkout.CreateClient();
    }

    [Fact]
    public async Task ACheckoutIsPaid()
    {
        var answer = await client.GetAsync("/checkout");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"status\":\"paid\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ASlowPaymentMakesTheCheckoutSlow()
    {
        var watch = Stopwatch.StartNew();
        var answer = await client.GetAsync("/checkout?slow=1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(watch.ElapsedMilliseconds >= SlowPaymentMs);
    }

    [Fact]
    public async Task APaymentThatFailsMakesTheCheckoutFail()
    {
        var answer = await client.GetAsync("/checkout?fail=1");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("{\"error\":\"payments answered 500\"}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TheHealthCheckAsksNobody()
    {
        Assert.Equal("{\"status\":\"ok\"}", await client.GetStringAsync("/healthz"));
    }

    public void Dispose()
    {
        client.Dispose();
        checkout.Dispose();
        payments.Dispose();
    }
}
