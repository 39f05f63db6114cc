using System.Runtime.CompilerServices;
using CdcToSnowflake.Emulator;

namespace CdcToSnowflake.IntegrationTests;

/// <summary>Tests' statements are small, and many embedded Snowflakes share the machine: handing work from thread to thread took a third of their time.</summary>
internal static class OneThread
{
    [ModuleInitializer]
    internal static void Use() => EmulatorOptions.UsualThreads = 1;
}
