using System.Net;
using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>Keeps what it is told; is away as often as told to.</summary>
internal sealed class RecordingSender : IAlertSender
{
    public List<FailureAlert> Told { get; } = [];

    public int Absences { get; set; }

    /// <summary>The name of the one that it never takes.</summary>
    public string? Refuses { get; set; }

    /// <summary>The name of the one that it fails on by itself.</summary>
    public string? ChokesOn { get; set; }

    /// <summary>Whether it neither ends, whatever its token says, nor gives its thread back, until <see cref="GoOn"/>.</summary>
    public bool Hangs { get; set; }

    /// <summary>Is released with each call that hangs.</summary>
    public SemaphoreSlim Hanging { get; } = new(0);

    public ManualResetEventSlim GoOn { get; } = new();

    public Task SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            Hanging.Release();
            GoOn.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }

        if (Absences > 0)
        {
            Absences--;
            throw new AlertDeliveryException("It is away.");
        }

        if (alert.Name == Refuses)
        {
            throw new AlertDeliveryException("It refuses.", HttpStatusCode.BadRequest);
        }

        if (alert.Name == ChokesOn)
        {
            throw new InvalidOperationException("It knows no such kind.");
        }

        Told.Add(alert);
        return Task.CompletedTask;
    }
}
