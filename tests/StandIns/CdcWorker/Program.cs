// The service as an application has it: all settings from the configuration (here environment variables), and a handler where there is a file for it to write to.
using CdcToSnowflake.Hosting;
using CdcWorker;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddCdcToSnowflake(cdc =>
{
    if (builder.Configuration["Output"] is not null)
    {
        cdc.OnChanges<LineWriter>();
    }
});
await builder.Build().RunAsync();
