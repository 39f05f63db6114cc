namespace OwnerApp.Operations;

/// <summary>All that an operator sees.</summary>
internal sealed record OperationsView(
    IReadOnlyList<CaptureView> Brands, IReadOnlyList<HandlerView> Handlers, IReadOnlyList<FlowView> Flows, IReadOnlyList<TaskView> Tasks, IReadOnlyList<StreamView> Streams, IReadOnlyList<CostView> Cost);
