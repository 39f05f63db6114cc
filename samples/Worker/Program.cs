// The service as it runs in production: all settings from the configuration, health for the orchestrator, telemetry for whoever watches, an end in order.
// With --preflight it only looks whether all that the settings name will do, prints it, and ends.
using CdcToSnowflake.Hosting;
using CdcToSnowflake.Hosting.Telemetry;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry;
using Worker;

const string Preflight = "--preflight";
var builder = WebApplication.CreateBuilder([.. args.Where(arg => arg != Preflight)]);
builder.Services.AddCdcToSnowflake();

// Where telemetry goes is said in OpenTelemetry's own variables, such as OTEL_EXPORTER_OTLP_ENDPOINT; without it there is none.
var telemetry = builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter(CdcTelemetry.Name))
    .WithTracing(traces => traces.AddSource(CdcTelemetry.Name));
if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
{
    telemetry.UseOtlpExporter();
}

// The cut that is being written is committed or left to the next start; neither takes longer.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));

var app = builder.Build();
if (args.Contains(Preflight))
{
    return await Preflights.RunAsync(app.Services);
}

// Alive as long as it answers: a brand that can't go on is no reason to restart the others. Ready is for people and alerts: it names the brand and why.
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync });

// For people within the network: what the account cost, by the last report.
app.MapGet("/cost", (CdcStatus status) => status.Cost is { } cost ? Results.Content(cost.ToHtml(), "text/html; charset=utf-8") : Results.NotFound("There is no report yet."));
await app.RunAsync();
return 0;
