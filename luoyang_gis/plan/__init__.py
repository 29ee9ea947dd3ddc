"""The plan and its checks: pure Python, no Qt."""
