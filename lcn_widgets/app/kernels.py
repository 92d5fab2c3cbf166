"""Kernels that are culled only after a page had the time to come to them."""

from __future__ import annotations

from jupyter_client.session import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager


class PatientKernelManager(AsyncMappingKernelManager):  # type: ignore[misc]
    """Counts a kernel as idle from when it was first seen out of Voilà's pool.

    A preheated kernel was last active when it was started. Given to a page after a long wait, it
    would be culled if the culler came by in the second before the page connects to it.
    """

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel if it is idle; Voilà asks this only of kernels outside its pool."""
        kernel = self._kernels[kernel_id]
        if not getattr(kernel, "given_away", False):
            kernel.given_away = True
            kernel.last_activity = utcnow()
        await super().cull_kernel_if_idle(kernel_id)
