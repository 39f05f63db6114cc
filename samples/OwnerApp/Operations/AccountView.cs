namespace OwnerApp.Operations;

/// <summary>What of the operator's page the account has to be asked for.</summary>
internal sealed record AccountView(IReadOnlyList<TaskView> Tasks, IReadOnlyList<StreamView> Streams, IReadOnlyList<CostView> Cost);
