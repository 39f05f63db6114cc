using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdcToSnowflake.Emulator.Hosting;

/// <summary>Puts the embedded Snowflake in the place of an account.</summary>
public static class EmulatorCdcBuilderExtensions
{
    /// <summary>Keeps an embedded Snowflake, in memory, in step with the brands' tables, loads their files and runs their tasks. The application finds it in the services, as a <see cref="SnowflakeEmulator"/>.</summary>
    /// <param name="cdc">The service.</param>
    /// <returns><paramref name="cdc"/>.</returns>
    [RequiresUnreferencedCode(SnowflakeEmulator.ByReflection)]
    [RequiresDynamicCode(SnowflakeEmulator.ByReflection)]
    public static CdcBuilder ToEmulator(this CdcBuilder cdc) => cdc.ToEmulator(new EmulatorOptions());

    /// <summary>Keeps an embedded Snowflake in step with the brands' tables, loads their files and runs their tasks. The application finds it in the services, as a <see cref="SnowflakeEmulator"/>.</summary>
    /// <param name="cdc">The service.</param>
    /// <param name="database">The file that keeps everything; null = in memory.</param>
    /// <returns><paramref name="cdc"/>.</returns>
    [RequiresUnreferencedCode(SnowflakeEmulator.ByReflection)]
    [RequiresDynamicCode(SnowflakeEmulator.ByReflection)]
    public static CdcBuilder ToEmulator(this CdcBuilder cdc, string? database) => cdc.ToEmulator(new EmulatorOptions { Database = database });

    /// <summary>Keeps an embedded Snowflake in step with the brands' tables, loads their files and runs their tasks. The application finds it in the services, as a <see cref="SnowflakeEmulator"/>.</summary>
    /// <param name="cdc">The service.</param>
    /// <param name="options">How it is made.</param>
    /// <returns><paramref name="cdc"/>.</returns>
    [RequiresUnreferencedCode(SnowflakeEmulator.ByReflection)]
    [RequiresDynamicCode(SnowflakeEmulator.ByReflection)]
    public static CdcBuilder ToEmulator(this CdcBuilder cdc, EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(cdc);
        ArgumentNullException.ThrowIfNull(options);
        cdc.Services.TryAddSingleton(_ => new SnowflakeEmulator(options));
        return cdc.ToWarehouse(services => new EmulatorTarget(services.GetRequiredService<SnowflakeEmulator>()));
    }
}
