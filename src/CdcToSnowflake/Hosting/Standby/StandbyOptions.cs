using System.ComponentModel.DataAnnotations;

namespace CdcToSnowflake.Hosting.Standby;

/// <summary>How processes that serve the same brands agree on which of them works while the others wait.</summary>
/// <remarks>
/// All brands of a service go together, since one process at a time must look after the CI tables that they share. Whatever happens here, a cut has one author:
/// the store itself refuses the second. No clocks are compared: each process measures silence by its own.
/// </remarks>
public sealed class StandbyOptions
{
    /// <summary>Processes with the same name and the same store take turns; give services with other brands another name. A process whose brand the one that works doesn't have says so in the log, and that brand's health is degraded. Two names with the same brand take cuts from each other: nothing is lost or doubled, but one of them stops in the end, with a <see cref="BrandContestedException"/>.</summary>
    /// <value>Default: <c>default</c>; 1 to 100 characters.</value>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Name { get; set; } = "default";

    /// <summary>How often the process that works says so, by one small write. The others look twice as often.</summary>
    /// <value>Default: 5 seconds; 100 milliseconds to 1 minute.</value>
    [Duration("00:00:00.100", "00:01:00")]
    public TimeSpan RenewInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a sign of life another process takes over. One that can't renew stops its work in two thirds of it.</summary>
    /// <value>Default: 15 seconds, so that a takeover takes at most 20 and a start; 3 times <see cref="RenewInterval"/> at least.</value>
    [Duration("00:00:00.300", "00:10:00")]
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(15);
}
