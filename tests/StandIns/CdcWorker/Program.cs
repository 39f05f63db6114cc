// The service as an application has it: all settings from the configuration (here environment variables), one handler.
using CdcToSnowflake.Hosting;
using CdcWorker;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddCdcToSnowflake(cdc => cdc.OnChanges<LineWriter>());
await builder.Build().RunAsync();
