using CdcToSnowflake.Hosting;
using Microsoft.Extensions.Options;

namespace Worker;

/// <summary>The preflight of all brands, printed.</summary>
internal static class Preflights
{
    /// <returns>The exit code: 1 if a setting is wrong or a check fails.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        var isReady = true;
        try
        {
            await foreach (var report in services.GetRequiredService<CdcPreflight>().RunAsync())
            {
                await Console.Out.WriteLineAsync(report.ToTable());
                isReady &= report.IsReady;
            }
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
            return 1;
        }

        return isReady ? 0 : 1;
    }
}
