using Microsoft.Extensions.Options;

namespace CdcToSnowflake.Hosting;

/// <summary>Checks the ranges that the options' attributes state.</summary>
[OptionsValidator]
internal sealed partial class CdcOptionsRanges : IValidateOptions<CdcOptions>;
