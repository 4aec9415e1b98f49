"""The sample data of `meter demo`: invented cities and published figures."""
