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

    public Task SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
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
