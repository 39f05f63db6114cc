using CdcToSnowflake.Operations.Failures;

namespace CdcToSnowflake.Tests.Operations.Failures;

/// <summary>Keeps what it is told; is away as often as told to.</summary>
internal sealed class RecordingSender : IAlertSender
{
    public List<FailureAlert> Told { get; } = [];

    public int Absences { get; set; }

    public Task SendAsync(FailureAlert alert, CancellationToken cancellationToken)
    {
        if (Absences > 0)
        {
            Absences--;
            throw new AlertDeliveryException("It is away.");
        }

        Told.Add(alert);
        return Task.CompletedTask;
    }
}
